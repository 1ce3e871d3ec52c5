package org.zonekeeper.check;

import java.util.List;
import org.zonekeeper.check.story.RowResult;

/**
 * What the evidence says of a run.
 *
 * @param rows one result for each row of the contract, in its order
 * @param invariants one result for each invariant
 * @param failover how long it took
 */
public record Verdict(List<RowResult> rows, List<RowResult> invariants, FailoverFigures failover) {

  public Verdict {
    rows = List.copyOf(rows);
    invariants = List.copyOf(invariants);
  }

  /** Whether every row and every invariant holds. */
  public boolean pass() {
    return rows.stream().allMatch(RowResult::pass) && invariants.stream().allMatch(RowResult::pass);
  }
}
