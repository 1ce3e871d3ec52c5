package org.zonekeeper.check.row;

import org.zonekeeper.check.run.Run;

/** F7: a supervisor's run-time change of a job is refused and not saved. */
public final class F07JobChangesRefused extends RefusedCommandJudge {
  /** Of one run. */
  public F07JobChangesRefused(Run run) {
    super("F7", "a job's change is refused, not saved", "SUPChangeJob", run);
  }
}
