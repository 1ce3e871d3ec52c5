package org.zonekeeper.check;

import java.util.List;
import java.util.function.Function;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.invariant.Invariants;
import org.zonekeeper.check.row.Rows;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.RowResult;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.check.story.ZoneFold;

/**
 * Judges a run by what was seen of it from outside. Used by the demo, the chaos tests and the
 * operators' audit. Immutable; any thread.
 */
public final class Checker {
  private final List<Judge> rows;
  private final List<Judge> invariants;

  /**
   * @param folds an empty fold for a zone
   */
  public Checker(Function<String, ZoneFold> folds) {
    this.rows = Rows.all(folds);
    this.invariants = Invariants.all(folds);
  }

  /** The verdict on all rows and invariants. */
  public Verdict judge(Evidence evidence) {
    Story story = Story.of(evidence);
    return new Verdict(judge(rows, story), judge(invariants, story), FailoverFigures.of(story));
  }

  private static List<RowResult> judge(List<Judge> judges, Story story) {
    return judges.stream().map(judge -> judge.judge(story)).toList();
  }
}
