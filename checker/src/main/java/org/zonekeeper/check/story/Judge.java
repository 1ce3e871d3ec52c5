package org.zonekeeper.check.story;

import org.zonekeeper.check.story.Findings.Exercise;

/** Judges one row of the contract, or one invariant, by the evidence. Stateless; any thread. */
public interface Judge {
  /** The row's id, such as F1, or the invariant's name. */
  String id();

  /** The row in a few words. */
  String title();

  /** Notes all that speaks for and against it. */
  void judge(Story story, Findings findings);

  /** The result for a run. */
  default RowResult judge(Story story) {
    return judge(story, Exercise.REQUIRED);
  }

  /**
   * The result for a run.
   *
   * @param exercise whether it must have put the row to the test
   */
  default RowResult judge(Story story, Exercise exercise) {
    Findings findings = new Findings(exercise);
    judge(story, findings);
    return findings.result(id(), title());
  }
}
