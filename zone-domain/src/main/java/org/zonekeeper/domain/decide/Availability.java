package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.state.AgentRecord;

/** Decides whether an agent takes calls. Stateless. */
final class Availability {
  private Availability() {}

  /**
   * While busy or in wrap-up it only takes back a break that was asked for. Whoever was to go to
   * inbound work after the break goes there.
   */
  static CommandVerdict goReady(GoReady c, AgentRecord agent, Decision draft) {
    if (agent.getLogOffPending()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s is to be logged off when the call in hand is wrapped up",
          agent.getAgentId());
    }
    if (agent.getInbound() != null) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s is on inbound work and is ready again when that has ended",
          agent.getAgentId());
    }
    return switch (agent.getAgentState()) {
      case NOT_READY -> {
        if (Blending.isPending(agent)) {
          Blending.begin(draft, agent);
          yield accepted();
        }
        if (agent.getNailup() == NailupState.NOT_NAILED_UP && agent.getNailupAsked()) {
          yield refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "agent %s has no voice leg, and logged on to ask for it; ask for it first",
              agent.getAgentId());
        }
        if (agent.getNailup() == NailupState.NOT_NAILED_UP) {
          draft.add(
              new AgentNailupChanged(
                  agent.getAgentId(), agent.getExtension(), NailupState.PENDING_NAILUP));
        }
        yield become(AgentState.READY, null, agent, draft);
      }
      case PENDING_NOT_READY ->
          become(
              agent.getCallState() == CallState.WRAPUP
                  ? AgentState.WORK_NOT_READY
                  : AgentState.BUSY,
              null,
              agent,
              draft);
      case READY, BUSY, WORK_NOT_READY, LOGOUT, UNKNOWN ->
          notAllowed(agent, "go ready", "NOT_READY or PENDING_NOT_READY");
    };
  }

  static CommandVerdict goNotReady(GoNotReady c, AgentRecord agent, Decision draft) {
    return switch (agent.getAgentState()) {
      case READY -> become(AgentState.NOT_READY, c.getReasonCode(), agent, draft);
      case BUSY, WORK_NOT_READY ->
          become(AgentState.PENDING_NOT_READY, c.getReasonCode(), agent, draft);
      case NOT_READY, PENDING_NOT_READY, LOGOUT, UNKNOWN ->
          notAllowed(agent, "go not ready", "READY, BUSY or WORK_NOT_READY");
    };
  }

  private static CommandVerdict become(
      AgentState state, String reason, AgentRecord agent, Decision draft) {
    draft.add(new AgentStateChanged(agent.getAgentId(), state, reason));
    return accepted();
  }

  private static CommandVerdict notAllowed(AgentRecord agent, String what, String allowed) {
    return refused(
        RefusalReason.STATE_NOT_ALLOWED,
        "agent %s is %s and cannot %s; allowed when %s",
        agent.getAgentId(),
        agent.getAgentState(),
        what,
        allowed);
  }
}
