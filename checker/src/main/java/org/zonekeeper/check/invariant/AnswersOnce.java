package org.zonekeeper.check.invariant;

import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.ZoneRun;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;

/**
 * A command is answered once, and in the same breath: the events that it caused stand together, its
 * answer among them, and a refused one did nothing. No later answer comes under its id, however
 * much later. The sender, where it was listened to, was told once, and the same.
 */
public final class AnswersOnce extends Judge {
  private static final String BARRIER = CommandBarrier.class.getSimpleName();

  /** A command sent so shortly before the end of the evidence may still be under way. */
  private static final long UNDER_WAY_MS = 5000;

  private final Optional<ZoneRun> run;
  private final IdLedger answered = new IdLedger();
  private String command = "";
  private HashedEntry begun;
  private int effects;
  private boolean answer;

  /** Whether the command's first events, and its answer among them, may lie before the journal. */
  private boolean cutOff;

  /**
   * @param run what the senders of commands were told, if it is known
   */
  public AnswersOnce(Optional<ZoneRun> run) {
    super("answered-once", "every command is answered exactly once, everywhere the same");
    this.run = run;
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    Cause cause = entry.header().getCause();
    boolean ofCommand = cause.getKind() == CauseKind.COMMAND && !cause.getType().equals(BARRIER);
    if (!ofCommand || !cause.getId().equals(command)) {
      endOfCommand(findings);
      cutOff = begun == null && entry.sequence() > 1;
      command = ofCommand ? cause.getId() : "";
      begun = entry;
      effects = 0;
      answer = false;
    }
    switch (entry.event()) {
      case CommandAccepted e -> answered(entry, e.getCommandId(), findings);
      case CommandRefused e -> refused(entry, e, findings);
      case CommandAnswerRepeated e -> repeated(entry, e.getCommandId(), findings);
      default -> effects++;
    }
  }

  @Override
  public void end(Findings findings) {
    // The last command's decision may not be complete: a journal is read while it is written.
    answered.repetitions(
        (sequence, earlier) ->
            findings.faultAt(
                sequence,
                "the event of sequence %d answers a command again that the event of sequence %d answered"
                    .formatted(sequence, earlier)));
    run.ifPresent(known -> senders(known, findings));
  }

  private static void senders(ZoneRun known, Findings findings) {
    // Not the journal's: an owner's clock may be far ahead of the desktops'.
    long end = known.run().desktops().end();
    known
        .exchanges()
        .forEach(
            exchange -> {
              findings.count("commands of desktops and supervisors");
              sender(exchange, answerInJournal(known, exchange), end, findings);
            });
  }

  private static Optional<JournalEntry> answerInJournal(ZoneRun known, Exchange exchange) {
    return known.run().journal().causedBy(exchange.commandId()).stream()
        .filter(entry -> entry.is(CommandAccepted.class) || entry.is(CommandRefused.class))
        .reduce((earlier, later) -> later);
  }

  private static void sender(
      Exchange exchange, Optional<JournalEntry> inJournal, long end, Findings findings) {
    int answers = exchange.answers().size();
    findings.require(
        answers == 1 || (answers == 0 && exchange.sentAt() > end - UNDER_WAY_MS),
        "%s was answered %d times".formatted(exchange, answers));
    if (answers == 1) {
      findings.require(
          inJournal.isPresent() || !exchange.accepted(),
          exchange + " was accepted, but the journal knows nothing of it");
      findings.require(
          inJournal
              .filter(answer -> exchange.accepted() != answer.is(CommandAccepted.class))
              .isEmpty(),
          "%s: the desktop was told %s, the journal says %s"
              .formatted(exchange, exchange.accepted() ? "yes" : exchange.reason(), inJournal));
    }
  }

  @Override
  public void close() {
    answered.close();
  }

  private void answered(HashedEntry entry, String id, Findings findings) {
    here(entry, id, findings);
    answered.add(id, entry.sequence());
    findings.count("answers in the journal");
  }

  private void refused(HashedEntry entry, CommandRefused e, Findings findings) {
    String id = e.getCommandId();
    if (e.getReason() == RefusalReason.COMMAND_ID_REUSED) {
      // Another command, under the id of one that has its answer.
      here(entry, id, findings);
      findings.count("commands refused for a used id");
      return;
    }
    answered(entry, id, findings);
    if (effects > 0 && id.equals(command)) {
      findings.fault(
          entry,
          "%s, but the command had an effect, from sequence %d".formatted(entry, begun.sequence()));
    }
  }

  private void repeated(HashedEntry entry, String id, Findings findings) {
    here(entry, id, findings);
    findings.count("answers given again");
  }

  private void here(HashedEntry entry, String id, Findings findings) {
    if (!id.equals(command)) {
      findings.fault(
          entry, "%s answers %s, but was caused by %s".formatted(entry, id, cause(entry)));
    }
    answer = true;
  }

  private void endOfCommand(Findings findings) {
    if (!command.isEmpty() && !answer && !cutOff) {
      findings.fault(
          begun, "%s was caused by command %s, which has no answer".formatted(begun, command));
    }
  }

  private static String cause(HashedEntry entry) {
    Cause cause = entry.header().getCause();
    return "%s %s %s".formatted(cause.getKind(), cause.getType(), cause.getId()).strip();
  }
}
