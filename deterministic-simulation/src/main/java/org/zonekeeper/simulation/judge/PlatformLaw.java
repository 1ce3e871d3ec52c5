package org.zonekeeper.simulation.judge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;

/**
 * F4 and nothing lost: every attempt was made under a lease of the journal, in its time and number,
 * and every fact that was reported led to an event.
 */
final class PlatformLaw implements Law {
  private final Chronicle chronicle;
  private final String zone;
  private final Faults faults;
  private final Map<String, DiallingAuthorised> leases = new HashMap<>();
  private final Set<String> causes = new HashSet<>();

  PlatformLaw(Chronicle chronicle, String zone, Faults faults) {
    this.chronicle = chronicle;
    this.zone = zone;
    this.faults = faults;
  }

  @Override
  public void next(JournalEntry entry, ZoneState before) {
    causes.add(entry.causeId());
    if (entry.event() instanceof DiallingAuthorised lease) {
      leases.put(lease.getAuthorisationId(), lease);
    }
  }

  @Override
  public void end(ZoneState last) {
    Map<String, Integer> used = new HashMap<>();
    chronicle.attempts().stream()
        .filter(attempt -> attempt.zone().equals(zone))
        .forEach(
            attempt -> leased(attempt, used.merge(attempt.authorisationId(), 1, Integer::sum)));
    chronicle.facts().forEach(this::known);
  }

  private void leased(Attempt attempt, int number) {
    DiallingAuthorised lease = leases.get(attempt.authorisationId());
    if (lease == null
        || attempt.at() > lease.getValidUntil()
        || attempt.at() > attempt.validUntil()
        || number > lease.getCount()) {
      faults.fault(
          "F4: attempt %s at %d is number %d under %s"
              .formatted(attempt.callId(), attempt.at(), number, lease));
    }
  }

  private void known(String factId, FactOf fact) {
    if (fact.zone().equals(zone) && !causes.contains(factId)) {
      faults.fault("%s %s led to no event".formatted(fact.type(), factId));
    }
  }

  /**
   * A fact that was reported.
   *
   * @param type its simple name
   */
  record FactOf(String zone, String type) {}
}
