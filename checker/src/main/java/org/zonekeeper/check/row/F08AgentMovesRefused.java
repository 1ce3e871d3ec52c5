package org.zonekeeper.check.row;

import org.zonekeeper.check.run.Run;

/** F8: a supervisor's move of an agent is refused and has no effect. */
public final class F08AgentMovesRefused extends RefusedCommandJudge {
  /** Of one run. */
  public F08AgentMovesRefused(Run run) {
    super("F8", "an agent's move is refused, no effect", "SUPMoveAgent", run);
  }
}
