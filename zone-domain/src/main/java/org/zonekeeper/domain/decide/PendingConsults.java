package org.zonekeeper.domain.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/**
 * The consults that wait for a busy agent: what becomes of them when the agent is freed. Stateless.
 */
public final class PendingConsults {
  /** Waiting consults that one busy agent has at most. */
  static final int MOST = 2;

  private PendingConsults() {}

  /** Whether a consult waits for the agent, whose asker could talk now. */
  static boolean wait(AgentRecord agent, ZoneView zone) {
    return oldest(agent, zone).isPresent() && hasLine(agent) && isChecked(agent, zone);
  }

  /** The oldest begins: the freed agent's line rings, and the agent is busy with it. */
  static void begin(Decision draft, AgentRecord agent) {
    oldest(agent, draft.zone())
        .ifPresent(call -> ConsultSteps.take(draft, call, Input.SECOND_FREE, ""));
  }

  /** The agent goes on a break or goes altogether: whoever wanted a consult is told. */
  static void cancelled(Decision draft, AgentRecord agent) {
    waitingFor(agent.getAgentId(), draft.zone()).forEach(call -> notReached(call, draft));
  }

  /**
   * What follows by itself: the next waiting consult begins whose second agent is ready, or comes
   * to nothing because that agent is not there any more. No event: every one goes on waiting.
   */
  public static void next(Decision draft) {
    ZoneView zone = draft.zone();
    for (String agentId : zone.callIndex().wantedAgents()) {
      Optional<AgentRecord> agent = zone.agent(agentId);
      if (agent.isEmpty() || isOff(agent.get())) {
        waitingFor(agentId, zone).forEach(call -> notReached(call, draft));
      } else if (canBeConsulted(agent.get(), zone)) {
        begin(draft, agent.get());
      }
      if (!draft.events().isEmpty()) {
        return;
      }
    }
  }

  /** Whether the agent can be called into a consult at once. */
  static boolean canBeConsulted(AgentRecord agent, ZoneView zone) {
    return agent.getAgentState() == AgentState.READY
        && agent.getCallId() == null
        && hasLine(agent)
        && !agent.getReloginRequired()
        && !agent.getLogOffPending()
        && isChecked(agent, zone);
  }

  /** Whether a consult waits for the agent, or the agent's own waits for somebody. */
  static boolean concern(AgentRecord agent, ZoneView zone) {
    return !zone.callIndex().consultsPending(agent.getAgentId()).isEmpty()
        || Optional.ofNullable(agent.getCallId())
            .flatMap(zone::call)
            .filter(call -> agent.getAgentId().equals(call.getAgentId()))
            .filter(PendingConsults::isPending)
            .isPresent();
  }

  /** F18: nobody is called in whose desktop has not shown that it knows its state. */
  static boolean isChecked(AgentRecord agent, ZoneView zone) {
    return agent.getCheck() == null && agent.getAskedInEpoch() >= zone.zone().getLastOutageEpoch();
  }

  private static boolean hasLine(AgentRecord agent) {
    return agent.getNailup() == NailupState.NAILED_UP;
  }

  private static boolean isOff(AgentRecord agent) {
    return agent.getAgentState() == AgentState.NOT_READY && agent.getCallId() == null;
  }

  private static void notReached(CallRecord call, Decision draft) {
    ConsultSteps.take(
        draft,
        call,
        Input.NOT_REACHED,
        "agent %s is not available any more".formatted(call.getConsult().getSecondAgentId()));
  }

  private static Optional<CallRecord> oldest(AgentRecord agent, ZoneView zone) {
    return waitingFor(agent.getAgentId(), zone).stream()
        .filter(call -> canBegin(call, zone))
        .min(
            Comparator.comparingLong((CallRecord call) -> call.getConsult().getSince())
                .thenComparing(CallRecord::getCallId));
  }

  /** Whoever asked is with the customer and has a line. */
  private static boolean canBegin(CallRecord call, ZoneView zone) {
    return !call.getEndOrdered()
        && zone.agent(call.getAgentId())
            .filter(owner -> owner.getCallState() == CallState.TALKING)
            .filter(PendingConsults::hasLine)
            .isPresent();
  }

  private static List<CallRecord> waitingFor(String agentId, ZoneView zone) {
    return zone.callIndex().consultsPending(agentId).stream()
        .flatMap(callId -> zone.call(callId).stream())
        .filter(PendingConsults::isPending)
        .toList();
  }

  private static boolean isPending(CallRecord call) {
    return call.getPhase() == CallPhase.CONNECTED
        && call.getConsult() != null
        && call.getConsult().getPhase() == ConsultPhase.PENDING;
  }
}
