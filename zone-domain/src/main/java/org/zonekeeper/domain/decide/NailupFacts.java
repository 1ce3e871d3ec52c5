package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.domain.decide.ConsultTable.Step;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
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

/** Facts about agents' permanent voice legs. Stateless. */
final class NailupFacts {
  private NailupFacts() {}

  static void established(NailupEstablished f, Decision draft) {
    Optional<AgentRecord> agent =
        draft.zone().agent(f.getAgentId()).filter(one -> one.getNailup() != NailupState.NAILED_UP);
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
    Optional<AgentRecord> found =
        draft
            .zone()
            .agent(f.getAgentId())
            .filter(one -> one.getNailup() != NailupState.NOT_NAILED_UP);
    if (found.isEmpty()) {
      FactDecisions.unmatched(f, f.getAgentId(), draft, "no such agent with a nail-up");
    } else if (found.get().getNailup() == NailupState.NAILED_UP) {
      change(found.get(), NailupState.PENDING_NAILUP, draft);
      lostInCall(found.get(), draft);
    } else {
      AgentSteps.withoutLeg(draft, found.get());
    }
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
