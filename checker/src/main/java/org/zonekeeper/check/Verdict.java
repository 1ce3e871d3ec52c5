package org.zonekeeper.check;

import java.util.List;
import org.zonekeeper.check.judge.Judgement;

/**
 * What the evidence says of a run.
 *
 * @param rows one result for each row of the contract, in its order
 * @param invariants one result for each invariant
 * @param failover how long it took
 */
public record Verdict(List<Judgement> rows, List<Judgement> invariants, FailoverFigures failover) {

  public Verdict {
    rows = List.copyOf(rows);
    invariants = List.copyOf(invariants);
  }

  /** Whether every row and every invariant holds. */
  public boolean pass() {
    return rows.stream().allMatch(Judgement::pass) && invariants.stream().allMatch(Judgement::pass);
  }
}
