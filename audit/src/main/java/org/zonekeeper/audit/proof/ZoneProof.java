package org.zonekeeper.audit.proof;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.check.judge.Judgement;

/**
 * What the proof of one zone's journal came to. Immutable.
 *
 * @param zone the zone
 * @param events how many records were read
 * @param end the newest event's sequence and hash, to be noted as an anchor; empty if there is none
 * @param results what each judge has to say
 * @param damage why it could not be read to its end, in words; empty if it was
 * @param reservations why the proof of this zone is only a partial one, in words; empty if it is
 *     whole
 */
public record ZoneProof(
    String zone,
    long events,
    Optional<Anchor> end,
    List<Judgement> results,
    Optional<String> damage,
    List<String> reservations) {

  public ZoneProof {
    results = List.copyOf(results);
    reservations = List.copyOf(reservations);
  }

  /** How many findings there are. */
  public long faults() {
    return results.stream().mapToLong(Judgement::faults).sum();
  }
}
