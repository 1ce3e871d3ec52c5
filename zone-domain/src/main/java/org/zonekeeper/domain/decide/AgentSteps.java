package org.zonekeeper.domain.decide;

import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/** Steps of an agent's life that several decisions share. Stateless. */
final class AgentSteps {
  private AgentSteps() {}

  /**
   * The call in hand is done with: whatever waited for that happens now (a move, a log-off, a
   * break), otherwise the agent is ready again.
   */
  static void freed(Decision draft, AgentRecord agent) {
    String id = agent.getAgentId();
    draft.add(new AgentCallStateChanged(id, CallState.IDLE, null));
    if (agent.getLogOffPending()) {
      loggedOff(draft, agent, LogOffGrounds.REQUESTED);
      return;
    }
    if (agent.getJobState() == JobState.PENDING_MOVEMENT) {
      draft.add(moved(draft, agent));
    }
    boolean rests =
        agent.getAgentState() == AgentState.PENDING_NOT_READY || agent.getReloginRequired();
    draft.add(new AgentStateChanged(id, rests ? AgentState.NOT_READY : AgentState.READY, null));
  }

  /** The line of the agent's conversation is down: wrap-up begins. */
  static void wrapUpStarted(Decision draft, AgentRecord agent, CallRecord call) {
    JobRecord job = draft.jobOf(call);
    var settings = job.getSettings();
    draft.add(
        new WrapUpStarted(
            call.getCallId(),
            agent.getAgentId(),
            draft.now() + settings.getWrapUpLimitMs(),
            settings.getMaxWrapUpExtensions(),
            settings.getDefaultCompletionCode(),
            settings.getCompletionCodes()));
    draft.add(new AgentCallStateChanged(agent.getAgentId(), CallState.WRAPUP, call.getCallId()));
    if (agent.getAgentState() != AgentState.PENDING_NOT_READY) {
      draft.add(new AgentStateChanged(agent.getAgentId(), AgentState.WORK_NOT_READY, null));
    }
  }

  /**
   * The agent goes, ready or not: a conversation or wrap-up in hand is closed with DESKTOP_ERROR; a
   * call that was only on its way to the agent waits for another one, within its budget.
   */
  static void endedByForce(Decision draft, AgentRecord agent, LogOffGrounds grounds) {
    if (agent.getCallId() != null) {
      draft.zone().call(agent.getCallId()).ifPresent(call -> takenFrom(draft, call, grounds));
    }
    loggedOff(draft, agent, grounds);
  }

  static void loggedOff(Decision draft, AgentRecord agent, LogOffGrounds grounds) {
    draft.add(new AgentLoggedOff(agent.getAgentId(), agent.getSessionId(), grounds));
  }

  private static void takenFrom(Decision draft, CallRecord call, LogOffGrounds grounds) {
    CallClosing closing = new CallClosing(draft, call);
    if (call.getPhase() == CallPhase.ASSIGNED) {
      closing.unassigned("the agent was logged off: " + grounds);
    } else {
      closing
          .released("the agent on it was logged off: " + grounds)
          .completedBySystem(CompletionCodes.DESKTOP_ERROR);
    }
  }

  private static AgentJobStateChanged moved(Decision draft, AgentRecord agent) {
    String target = agent.getTargetJobId();
    boolean takesAgents =
        draft.zone().job(target).filter(job -> job.getPhase() != JobPhase.STOPPING).isPresent();
    return takesAgents
        ? new AgentJobStateChanged(agent.getAgentId(), JobState.ATTACHED, target, null)
        : new AgentJobStateChanged(agent.getAgentId(), JobState.ATTACHED, agent.getJobId(), null);
  }
}
