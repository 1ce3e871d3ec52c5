package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.domain.decide.ConsultTable.Step;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.fact.NailupLost;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/** Facts about agents' permanent voice legs, and what agents ask of them. Stateless. */
final class NailupFacts {
  private NailupFacts() {}

  static void established(NailupEstablished f, Decision draft) {
    Optional<AgentRecord> agent =
        draft
            .zone()
            .agent(f.getAgentId())
            .filter(one -> one.getNailup() != NailupState.NAILED_UP)
            // Up too late: it is let go for inbound work.
            .filter(one -> one.getInbound() == null);
    if (agent.isPresent()) {
      change(agent.get(), NailupState.NAILED_UP, draft);
      conversation(agent.get(), draft)
          .filter(CallRecord::getHeldBySystem)
          .filter(call -> isAlone(agent.get()))
          .ifPresent(call -> draft.add(new CallUnheld(call.getCallId(), f.getAgentId())));
    } else {
      FactDecisions.unmatched(f, f.getAgentId(), draft, "no such agent without a nail-up");
    }
  }

  /**
   * A leg that stood is built again; one that never stood is not, and its agent is not ready until
   * the next GoReady.
   */
  static void lost(NailupLost f, Decision draft) {
    draft
        .zone()
        .agent(f.getAgentId())
        .filter(one -> one.getNailup() != NailupState.NOT_NAILED_UP)
        .ifPresentOrElse(
            agent -> lost(agent, draft),
            () ->
                FactDecisions.unmatched(f, f.getAgentId(), draft, "no such agent with a nail-up"));
  }

  private static void lost(AgentRecord agent, Decision draft) {
    if (agent.getNailup() == NailupState.NAILED_UP) {
      change(agent, NailupState.PENDING_NAILUP, draft);
      lostInCall(agent, draft);
    } else {
      AgentSteps.withoutLeg(draft, agent);
    }
  }

  /** The agent's phone is there: it rings now, or rings again. */
  static CommandVerdict nailUp(AgentRecord agent, Decision draft) {
    if (!agent.getNailupAsked()) {
      return byItself(agent);
    }
    boolean possible =
        agent.getNailup() == NailupState.NOT_NAILED_UP
            || (agent.getNailup() == NailupState.PENDING_NAILUP && agent.getCallId() == null);
    if (!possible || agent.getInbound() != null) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "the voice leg of agent %s is %s with call state %s and cannot be rung for; allowed when"
              + " NOT_NAILED_UP or PENDING_NAILUP without a call, on outbound work",
          agent.getAgentId(),
          agent.getNailup(),
          agent.getCallState());
    }
    change(agent, NailupState.PENDING_NAILUP, draft);
    return accepted();
  }

  /** As if the platform had said so. */
  static CommandVerdict reportLost(AgentRecord agent, Decision draft) {
    if (!agent.getNailupAsked()) {
      return byItself(agent);
    }
    if (agent.getNailup() == NailupState.NOT_NAILED_UP) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s has no voice leg that could be lost",
          agent.getAgentId());
    }
    lost(agent, draft);
    return accepted();
  }

  private static CommandVerdict byItself(AgentRecord agent) {
    return refused(
        RefusalReason.STATE_NOT_ALLOWED,
        "the voice leg of agent %s comes by itself; log on with nailup ASKED to ask for it",
        agent.getAgentId());
  }

  /** The leg did not come up in time. */
  static void timedOut(AgentRecord agent, Decision draft) {
    conversation(agent, draft)
        .filter(call -> !call.getEndOrdered())
        .ifPresent(
            call ->
                draft.add(
                    new CallReleased(
                        call.getCallId(), "the agent's voice leg did not come back in time")));
    AgentSteps.withoutLeg(draft, agent);
  }

  /** The second party of a call is out without a leg; its owner has some seconds to get it back. */
  private static void lostInCall(AgentRecord agent, Decision draft) {
    Optional<CallRecord> found =
        Optional.ofNullable(agent.getCallId())
            .flatMap(draft.zone()::call)
            .filter(call -> call.getPhase() == CallPhase.CONNECTED);
    if (found.isEmpty()) {
      lostWhileDialling(agent, draft);
      return;
    }
    CallRecord call = found.get();
    if (!agent.getAgentId().equals(call.getAgentId())) {
      ConsultSteps.take(draft, call, Input.SECOND_GONE, "the second agent's voice leg went down");
      return;
    }
    Optional<Step> step =
        ConsultSteps.take(draft, call, Input.OWNER_LINE_LOST, "the agent's voice leg went down");
    boolean waits = step.isEmpty() || step.get() == Step.WAIT;
    if (waits && !call.getHeld() && !call.getEndOrdered()) {
      draft.add(new CallHeld(call.getCallId(), agent.getAgentId(), HoldGrounds.LINE_LOST));
    }
  }

  /** Nobody could talk to whoever answers. A contact that is only looked at waits for the leg. */
  private static void lostWhileDialling(AgentRecord agent, Decision draft) {
    AgentDials.dialling(agent, draft)
        .filter(call -> !call.getReleased())
        .ifPresent(
            call ->
                draft.add(new CallReleased(call.getCallId(), "the agent's voice leg went down")));
  }

  private static Optional<CallRecord> conversation(AgentRecord agent, Decision draft) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(draft.zone()::call)
        .filter(call -> call.getPhase() == CallPhase.CONNECTED)
        .filter(call -> agent.getAgentId().equals(call.getAgentId()));
  }

  /** With nobody but the customer, who is on hold only because the leg was down. */
  private static boolean isAlone(AgentRecord agent) {
    return agent.getCallState() == CallState.TALKING;
  }

  private static void change(AgentRecord agent, NailupState nailup, Decision draft) {
    draft.add(new AgentNailupChanged(agent.getAgentId(), agent.getExtension(), nailup));
  }
}
