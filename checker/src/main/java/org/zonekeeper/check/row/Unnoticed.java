package org.zonekeeper.check.row;

import java.util.OptionalLong;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Holds a change of owner against what "nobody notices it" means: no notice, no refusal, no mark.
 * Immutable; any thread.
 *
 * @param zone that changed hands
 * @param from when the change began, epoch milliseconds
 * @param end when all that comes of it has come, epoch milliseconds
 * @param nextOutage when the zone's next outage began, epoch milliseconds: a command that found no
 *     answer until then is that outage's to refuse
 * @param why what must not be noticed, in words that follow "for"
 */
record Unnoticed(String zone, long from, long end, OptionalLong nextOutage, String why) {
  /** What comes of a change comes within this time of it. */
  static final long AFTERMATH_MS = 3_000;

  private static final Set<String> NOTICES = Set.of("POMNotAvailable", "POMAvailable");

  /** From a moment on; the end is that of the change's aftermath, or the zone's next outage. */
  static Unnoticed after(JournalEntry change, long from, Run run, String why) {
    long end = change.at() + AFTERMATH_MS;
    OptionalLong nextOutage =
        run.journal().of(change.zone()).stream()
            .filter(entry -> entry.sequence() > change.sequence())
            .filter(entry -> entry.is(ZoneTakenOver.class))
            .mapToLong(entry -> ((ZoneTakenOver) entry.event()).getOutageBeganAt())
            .findFirst();
    return new Unnoticed(
        change.zone(), from, Math.min(end, nextOutage.orElse(end)), nextOutage, why);
  }

  void judge(Run run, Findings findings) {
    for (String type : NOTICES) {
      for (Frame frame : run.desktops().heard(type)) {
        findings.require(
            !frame.text("zone").equals(zone) || !covers(frame.at()),
            "%s got a %s of %s for %s".formatted(frame.who(), type, zone, why));
      }
    }
    for (Exchange exchange : run.desktops().exchanges()) {
      findings.require(
          !exchange.zone().equals(zone)
              || !covers(exchange.sentAt())
              || !exchange.reason().equals("ZONE_NOT_AVAILABLE")
              || answeredInNextOutage(exchange),
          "%s was refused for %s".formatted(exchange, why));
    }
    run.journal().of(zone).stream()
        .filter(entry -> covers(entry.at()))
        .filter(
            entry ->
                entry.event() instanceof CallMarkedNuisance mark
                    && mark.getCause() == NuisanceCause.FAILOVER)
        .forEach(entry -> findings.fault("a call was marked for %s: %s".formatted(why, entry)));
  }

  private boolean answeredInNextOutage(Exchange exchange) {
    return nextOutage.isPresent()
        && exchange.answer().filter(answer -> answer.at() >= nextOutage.getAsLong()).isPresent();
  }

  private boolean covers(long at) {
    return at >= from && at <= end;
  }
}
