package org.zonekeeper.check.row;

import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.run.Run;

/**
 * A judge of a whole run, zones and evidence together: for the rows that say what desktops, the
 * platform or another zone must see. It looks at the run's evidence when the journals are at their
 * end.
 */
abstract class RunJudge extends Judge {
  private final Run run;

  RunJudge(String id, String title, Run run) {
    super(id, title);
    this.run = run;
  }

  @Override
  public final boolean needsTheBeginning() {
    return false;
  }

  @Override
  public final void end(Findings findings) {
    judge(run, findings);
  }

  /** Notes all that speaks for and against the row. */
  abstract void judge(Run run, Findings findings);
}
