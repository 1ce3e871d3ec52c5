package org.zonekeeper.audit.proof;

import java.time.Duration;
import java.util.List;
import org.zonekeeper.check.judge.Judgement;

/**
 * What the proof of a journal came to. Immutable.
 *
 * @param source what was read
 * @param zones one proof for each zone
 * @param took how long it took
 */
public record Proof(String source, List<ZoneProof> zones, Duration took) {

  /** What can be said of the journal. */
  public enum Outcome {
    /** Everything was judged and holds. */
    PROVEN(0),
    /** Something does not hold. */
    REFUTED(1),
    /** What was judged holds, but not everything could be judged. */
    PARTIAL(3),
    /** A part of it is so damaged that what comes behind could not be read. */
    DAMAGED(4);

    private final int exitCode;

    Outcome(int exitCode) {
      this.exitCode = exitCode;
    }

    /** For scripts. */
    public int exitCode() {
      return exitCode;
    }
  }

  public Proof {
    zones = List.copyOf(zones);
  }

  /** What can be said of the journal as a whole. */
  public Outcome outcome() {
    if (zones.stream().anyMatch(zone -> zone.damage().isPresent())) {
      return Outcome.DAMAGED;
    }
    if (zones.stream().anyMatch(zone -> zone.faults() > 0)) {
      return Outcome.REFUTED;
    }
    boolean whole = !zones.isEmpty() && zones.stream().allMatch(z -> z.reservations().isEmpty());
    return whole ? Outcome.PROVEN : Outcome.PARTIAL;
  }

  /** What each judge has to say of all zones, in the judges' order. */
  public List<Judgement> judgements() {
    return zones.stream().flatMap(zone -> zone.results().stream()).collect(Judgement.byJudge());
  }

  /** How many records were read. */
  public long events() {
    return zones.stream().mapToLong(ZoneProof::events).sum();
  }
}
