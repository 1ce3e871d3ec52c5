package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.domain.decide.ConsultTable.Step;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.journal.AgentBridgeFailed;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/** Steps of an agent's life that several decisions share. Stateless. */
public final class AgentSteps {
  /** Why an agent without a voice leg is not ready. */
  static final String NAILUP_FAILED = "Nailup_Failed";

  /** One may be chance, two a bad moment. */
  static final int MOST_BRIDGE_FAILURES = 3;

  private AgentSteps() {}

  /** The call in hand is done with: what waited for that happens now, in its order. */
  static void freed(Decision draft, AgentRecord agent) {
    draft.add(new AgentCallStateChanged(agent.getAgentId(), CallState.IDLE, null));
    goesOn(draft, agent);
  }

  /** The agent has no work in hand: what waited for that happens, in its order. */
  static void goesOn(Decision draft, AgentRecord agent) {
    for (PendingThing thing : PendingThing.happening(agent, draft.zone())) {
      switch (thing) {
        case RELOGIN_REQUIRED -> rests(draft, agent, agent.getPendingReason());
        case ZONE_DOWN -> ZoneShutdown.freed(draft, agent);
        case LOG_OFF -> loggedOff(draft, agent, LogOffGrounds.REQUESTED);
        case NOT_READY ->
            rests(
                draft,
                agent,
                agent.getAgentState() == AgentState.PENDING_NOT_READY
                    ? agent.getPendingReason()
                    : NAILUP_FAILED);
        case CONSULT -> PendingConsults.begin(draft, agent);
        case MOVEMENT -> draft.add(moved(draft.zone(), agent));
        case INBOUND -> Blending.begin(draft, agent);
        case CALLBACK -> QueuedCallbacks.begin(draft, agent);
        case READY -> draft.add(new AgentStateChanged(agent.getAgentId(), AgentState.READY, null));
      }
    }
  }

  /** As {@link #freed}, but who is not about to be logged off is on a break from now on. */
  static void freedForBreak(Decision draft, AgentRecord agent, String reason) {
    boolean asked = agent.getAgentState() == AgentState.PENDING_NOT_READY;
    freed(
        draft,
        asked
            ? agent
            : AgentRecord.newBuilder(agent)
                .setAgentState(AgentState.PENDING_NOT_READY)
                .setPendingReason(reason)
                .build());
  }

  /** The agent takes no work; whoever waits for a consult is told. */
  static void rests(Decision draft, AgentRecord agent, String reason) {
    PendingConsults.cancelled(draft, agent);
    draft.add(new AgentStateChanged(agent.getAgentId(), AgentState.NOT_READY, reason));
  }

  /**
   * The platform did not put the agent through. From the third time in a row on the agent's leg
   * counts as lost, and the agent takes calls again only after asking to.
   */
  static void bridgeFailed(Decision draft, AgentRecord agent, CallRecord call) {
    int inARow = agent.getBridgeFailures() + 1;
    String id = agent.getAgentId();
    draft.add(new AgentBridgeFailed(id, call.getCallId(), inARow));
    if (inARow < MOST_BRIDGE_FAILURES) {
      freed(draft, agent);
      return;
    }
    draft.add(new AgentNailupChanged(id, agent.getExtension(), NailupState.NOT_NAILED_UP));
    freed(draft, withoutNailup(agent));
  }

  /** The agent's leg will not come by itself. */
  static void withoutLeg(Decision draft, AgentRecord agent) {
    draft.add(
        new AgentNailupChanged(
            agent.getAgentId(), agent.getExtension(), NailupState.NOT_NAILED_UP));
    if (agent.getAgentState() == AgentState.READY) {
      draft.add(new AgentStateChanged(agent.getAgentId(), AgentState.NOT_READY, NAILUP_FAILED));
    }
  }

  private static AgentRecord withoutNailup(AgentRecord agent) {
    return AgentRecord.newBuilder(agent).setNailup(NailupState.NOT_NAILED_UP).build();
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
    endedByForce(draft, agent, grounds, "");
  }

  static void endedByForce(Decision draft, AgentRecord agent, LogOffGrounds grounds, String text) {
    if (agent.getCallId() != null) {
      draft
          .zone()
          .call(agent.getCallId())
          .ifPresent(call -> takenFrom(draft, call, agent.getAgentId(), grounds));
    }
    loggedOff(draft, agent, grounds, text);
  }

  static void loggedOff(Decision draft, AgentRecord agent, LogOffGrounds grounds) {
    loggedOff(draft, agent, grounds, "");
  }

  private static void loggedOff(
      Decision draft, AgentRecord agent, LogOffGrounds grounds, String text) {
    PendingConsults.cancelled(draft, agent);
    draft.add(new AgentLoggedOff(agent.getAgentId(), agent.getSessionId(), grounds, null, text));
  }

  private static void takenFrom(
      Decision draft, CallRecord call, String agentId, LogOffGrounds grounds) {
    CallClosing closing = new CallClosing(draft, call);
    if (!agentId.equals(call.getAgentId())) {
      ConsultSteps.take(
          draft, call, Input.SECOND_LOGGED_OFF, "the second agent was logged off: " + grounds);
    } else if (Previews.isOffered(call)) {
      Previews.returned(call, ContactReturnGrounds.AGENT_GONE, draft);
    } else if (AgentDials.isUnderWay(call)) {
      // By the platform's word on it: somebody may be answering just now.
      closing.released("the agent who dials it was logged off: " + grounds);
      draft.add(new CallUnassigned(call.getCallId(), agentId, "the agent was logged off"));
    } else if (call.getPhase() == CallPhase.ASSIGNED) {
      closing.unassigned("the agent was logged off: " + grounds);
    } else if (!passedOn(draft, call, grounds)) {
      closing
          .released("the agent on it was logged off: " + grounds)
          .completedBySystem(CompletionCodes.DESKTOP_ERROR);
    }
  }

  /** Whether the second agent of a conference goes on alone; any other second party is out. */
  private static boolean passedOn(Decision draft, CallRecord call, LogOffGrounds grounds) {
    return call.getPhase() == CallPhase.CONNECTED
        && ConsultSteps.take(
                draft, call, Input.OWNER_LOGGED_OFF, "the agent on it was logged off: " + grounds)
            .equals(Optional.of(Step.PASS_ON));
  }

  /**
   * The pending movement's end: there, or back where the agent was if nobody is taken there. Who
   * was released, or was called to a consult without a job, is without one.
   */
  public static AgentJobStateChanged moved(ZoneView zone, AgentRecord agent) {
    String target = agent.getTargetJobId();
    if (target == null) {
      return new AgentJobStateChanged(
          agent.getAgentId(), JobState.DETACHED, null, null, agent.getJobGrounds());
    }
    boolean takesAgents =
        zone.job(target).filter(job -> job.getPhase() != JobPhase.STOPPING).isPresent();
    if (takesAgents) {
      return new AgentJobStateChanged(
          agent.getAgentId(), JobState.ATTACHED, target, null, agent.getJobGrounds());
    }
    JobState back = agent.getJobId() == null ? JobState.DETACHED : JobState.ATTACHED;
    return new AgentJobStateChanged(
        agent.getAgentId(), back, agent.getJobId(), null, JobStateGrounds.OTHER);
  }
}
