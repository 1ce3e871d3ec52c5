package org.zonekeeper.domain.decide;

import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.state.AgentRecord;

/**
 * The consults that wait for a busy agent: what becomes of them when the agent is freed. Stateless.
 */
final class PendingConsults {
  private PendingConsults() {}

  static boolean wait(AgentRecord agent, ZoneView zone) {
    return false;
  }

  /** The oldest begins: the freed agent's extension rings, and the agent is busy with it. */
  static void begin(Decision draft, AgentRecord agent) {
    throw new IllegalStateException("no consult waits for agent " + agent.getAgentId());
  }

  /** The agent goes on a break or goes altogether: whoever wanted a consult is told. */
  static void cancelled(Decision draft, AgentRecord agent) {}
}
