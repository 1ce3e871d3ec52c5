package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Ownership;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.ZoneHandedOver;

/**
 * F23: a zone that is announced to the Agent Manager that it is allocated to goes there, by a
 * handover that nobody notices. Installations without an allocation put nothing to the test here.
 */
public final class F23ZoneReturns extends RunJudge {
  /** Of one run. */
  public F23ZoneReturns(Run run) {
    super("F23", "an allocated zone returns by a planned handover", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<Long> took = new ArrayList<>();
    for (String zone : run.journal().zones()) {
      List<JournalEntry> events = run.journal().of(zone);
      for (JournalEntry entry : events) {
        if (entry.event() instanceof HandoverAnnounced announced
            && announced.getToAgentManager() != null) {
          returned(run, entry, announced.getToAgentManager(), findings).ifPresent(took::add);
        }
      }
    }
    findings.proof(
        took.isEmpty()
            ? "not exercised: no zone was announced to the Agent Manager that it is allocated to"
            : "%d zones returned; announcement to handover %s"
                .formatted(took.size(), Figures.spread(took)));
  }

  /** How long it took; empty if the zone was announced again or the evidence ends before. */
  private static Optional<Long> returned(
      Run run, JournalEntry announced, String home, Findings findings) {
    Optional<JournalEntry> next =
        run.journal().of(announced.zone()).stream()
            .filter(entry -> entry.sequence() > announced.sequence())
            .filter(
                entry ->
                    entry.is(HandoverAnnounced.class) || Ownership.broughtInBy(entry).isPresent())
            .findFirst()
            .filter(entry -> !entry.is(HandoverAnnounced.class));
    if (next.isEmpty()) {
      return Optional.empty();
    }
    JournalEntry change = next.get();
    findings.require(
        change.is(ZoneHandedOver.class)
            && Ownership.broughtInBy(change)
                .map(Owner::getAgentManager)
                .filter(home::equals)
                .isPresent(),
        "%s was announced to %s; what followed was %s".formatted(announced.zone(), home, change));
    Unnoticed.after(change, announced.at(), run, "its return").judge(run, findings);
    return Optional.of(change.at() - announced.at());
  }
}
