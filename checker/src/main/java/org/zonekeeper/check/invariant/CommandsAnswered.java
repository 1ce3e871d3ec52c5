package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.Exchange;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;

/**
 * Every command is answered exactly once: in the journal, and at the desktop that sent it, and both
 * say the same.
 */
final class CommandsAnswered implements Judge {
  static final String ID = "answered-once";

  /** A command sent so shortly before the end of the evidence may still be under way. */
  private static final long UNDER_WAY_MS = 5000;

  private final Judge inJournal;

  /**
   * @param inJournal judges the journal by itself
   */
  CommandsAnswered(Judge inJournal) {
    this.inJournal = inJournal;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return inJournal.title();
  }

  @Override
  public void judge(Story story, Findings findings) {
    inJournal.judge(story, findings);
    Map<String, JournalEntry> answers = new HashMap<>();
    story
        .journal()
        .all()
        .filter(entry -> entry.is(CommandAccepted.class) || entry.is(CommandRefused.class))
        .forEach(entry -> answers.put(entry.event().getOptionalCommandId().orElseThrow(), entry));
    // Not the journal's: an owner's clock may be far ahead of the desktops'.
    long end = story.desktops().end();
    for (Exchange exchange : story.desktops().exchanges()) {
      judge(exchange, answers.get(exchange.commandId()), end, findings);
    }
    findings.proof(
        "%d commands of desktops and supervisors".formatted(story.desktops().exchanges().size()));
  }

  private static void judge(
      Exchange exchange, JournalEntry inJournal, long end, Findings findings) {
    int answers = exchange.answers().size();
    findings.require(
        answers == 1 || (answers == 0 && exchange.sentAt() > end - UNDER_WAY_MS),
        "%s was answered %d times".formatted(exchange, answers));
    if (answers != 1) {
      return;
    }
    if (inJournal == null) {
      findings.require(
          !exchange.accepted(), exchange + " was accepted, but the journal knows nothing of it");
      return;
    }
    findings.require(
        exchange.accepted() == inJournal.is(CommandAccepted.class),
        "%s: the desktop was told %s, the journal says %s"
            .formatted(exchange, exchange.accepted() ? "yes" : exchange.reason(), inJournal));
  }
}
