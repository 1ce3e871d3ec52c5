package org.zonekeeper.domain.decide;

import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.state.AgentRecord;

/** The callbacks that came due for a busy agent: what becomes of them when the agent is freed. */
final class QueuedCallbacks {
  private QueuedCallbacks() {}

  static boolean wait(AgentRecord agent, ZoneView zone) {
    return false;
  }

  /** The one that is due for longest is offered: the freed agent is busy with its preview. */
  static void begin(Decision draft, AgentRecord agent) {
    throw new IllegalStateException("no callback waits for agent " + agent.getAgentId());
  }
}
