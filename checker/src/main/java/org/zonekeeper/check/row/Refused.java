package org.zonekeeper.check.row;

import java.util.List;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;

/**
 * What F3, F7 and F8 share: a command sent during an outage is refused with ZONE_NOT_AVAILABLE, in
 * words, stands on record once (unless its answer says that the broker did not confirm the record),
 * and changes nothing. Stateless.
 */
final class Refused {
  /** They answer the new owner's question, so they are no attempt to work. */
  private static final Set<String> NOT_JUDGED = Set.of("GetAgentStatusResponse");

  private Refused() {}

  /** The commands that were sent while the zone had no working owner. */
  static List<Exchange> during(Run run, Outage outage) {
    return run.desktops().exchanges().stream()
        .filter(exchange -> exchange.zone().equals(outage.zone()))
        .filter(exchange -> !NOT_JUDGED.contains(exchange.type()))
        .filter(exchange -> outage.covers(exchange.sentAt()))
        .filter(exchange -> !loggedOnAfterwards(run, outage, exchange))
        .toList();
  }

  /**
   * A log-on that arrives after the end carries no epoch and is welcome: sent a moment too soon.
   */
  private static boolean loggedOnAfterwards(Run run, Outage outage, Exchange exchange) {
    return exchange.type().equals("AGTLogon")
        && outage.mended()
        && run.journal().causedBy(exchange.commandId()).stream()
            .anyMatch(entry -> entry.sequence() > outage.availableSequence());
  }

  static void judge(Run run, Exchange exchange, Findings findings) {
    findings.require(
        exchange.reason().equals("ZONE_NOT_AVAILABLE"),
        "%s was answered %s during the outage"
            .formatted(exchange, exchange.answer().isEmpty() ? "never" : told(exchange)));
    findings.require(
        exchange.accepted()
            || exchange.answer().isEmpty()
            || !exchange.answer().get().text("text").isBlank(),
        exchange + " was refused without saying why");
    List<JournalEntry> onRecord =
        run.journal().causedBy(exchange.commandId()).stream()
            .filter(entry -> !entry.is(CommandAnswerRepeated.class))
            .toList();
    long refusals =
        onRecord.stream()
            .filter(
                entry ->
                    entry.event() instanceof CommandRefused refused
                        && refused.getReason() == RefusalReason.ZONE_NOT_AVAILABLE)
            .count();
    findings.require(
        refusals == 1 || (refusals == 0 && saysNotOnRecord(exchange)),
        "the refusal of %s is on record %d times".formatted(exchange, refusals));
    onRecord.stream()
        .filter(entry -> !entry.is(CommandRefused.class))
        .findFirst()
        .ifPresent(entry -> findings.fault("%s had an effect: %s".formatted(exchange, entry)));
  }

  /** The broker did not confirm the record in time, and the gateway said so. */
  static boolean saysNotOnRecord(Exchange exchange) {
    return exchange
        .answer()
        .filter(answer -> !answer.message().path("onRecord").asBoolean(true))
        .isPresent();
  }

  private static String told(Exchange exchange) {
    return exchange.accepted() ? "with success" : exchange.reason();
  }
}
