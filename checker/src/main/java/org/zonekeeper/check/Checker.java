package org.zonekeeper.check;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.invariant.Invariants;
import org.zonekeeper.check.row.Rows;
import org.zonekeeper.check.story.Findings.Exercise;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.RowResult;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.check.story.ZoneFold;

/**
 * Judges a run by what was seen of it from outside. Used by the demo, the chaos tests and the
 * operators' audit. Immutable; any thread.
 */
public final class Checker {
  /** Dialling within leases; state rebuilt; recorder = journal; no second owner. */
  private static final Set<String> AT_ANY_TIME = Set.of("F4", "F9", "F16", "X6");

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

  /**
   * What must hold of a run in which failures came by chance, and on top of each other: the
   * invariants, and those rows that hold at any time. The incidents are not looked at.
   */
  public List<RowResult> judgeAnyRun(Evidence evidence) {
    Story story =
        Story.of(
            new Evidence(
                evidence.journal(),
                evidence.transcripts(),
                evidence.platform(),
                evidence.recorder(),
                List.of()));
    return Stream.concat(
            invariants.stream(), rows.stream().filter(row -> AT_ANY_TIME.contains(row.id())))
        .map(judge -> judge.judge(story, Exercise.WELCOME))
        .toList();
  }

  private static List<RowResult> judge(List<Judge> judges, Story story) {
    return judges.stream().map(judge -> judge.judge(story)).toList();
  }
}
