package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.command.ConnectManualCall;
import org.zonekeeper.schemas.command.RedialContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.state.AgentDialPhase;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobPhase;

/**
 * Decides on calls that agents dial (F26), from the order to dial to the conversation, or to the
 * wrap-up of what reached nobody. Stateless.
 */
final class AgentDials {
  /** F4: an order to dial that is older than this dials nobody; its owner may be dead. */
  static final long DIAL_VALID_MILLIS = 1_000;

  private AgentDials() {}

  /** Whether the call's agent looks at the contact, or dials it, and nobody has answered yet. */
  static boolean isUnderWay(CallRecord call) {
    return call.getPhase() == CallPhase.ATTEMPTING
        && call.getDial() != null
        && call.getAgentId() != null;
  }

  /** Whether the platform joins the agent by itself: the zone orders no bridge. */
  static boolean isJoinedByPlatform(CallRecord call) {
    return call.getPhase() == CallPhase.ASSIGNED && call.getDial() != null;
  }

  /**
   * Whether it is a conversation by the word of its agent, who hears the line; not by the
   * platform's.
   */
  static boolean isManualTalk(CallRecord call) {
    return call.getPhase() == CallPhase.CONNECTED
        && call.getDial() != null
        && call.getDial().getPacing() == PacingMode.MANUAL;
  }

  /** The contact is dialled for the agent who looks at it. */
  static void dial(
      AgentRecord agent, CallRecord call, String numberKind, DialGrounds grounds, Decision draft) {
    order(agent, call, call.getCallId(), null, numberKind, grounds, draft);
    draft.add(new AgentCallStateChanged(agent.getAgentId(), CallState.DIALLING, call.getCallId()));
  }

  private static void order(
      AgentRecord agent,
      CallRecord call,
      String callId,
      String redialOf,
      String numberKind,
      DialGrounds grounds,
      Decision draft) {
    int left = call.getDial().getRedialsLeft();
    draft.add(
        new ContactDialled(
            callId,
            call.getJobId(),
            call.getCampaign(),
            call.getContact(),
            draft.nextId(),
            agent.getAgentId(),
            agent.getExtension(),
            call.getDial().getPacing(),
            numberKind,
            call.getDial().getNumberKinds(),
            grounds,
            draft.jobOf(call).getSettings().getRingTimeoutMs(),
            draft.now() + DIAL_VALID_MILLIS,
            redialOf,
            redialOf == null ? left : left - 1,
            call.getCallbackId()));
  }

  /** Why this agent may not have this number of the contact dialled; empty: the agent may. */
  static Optional<CommandVerdict> mayDial(
      AgentRecord agent, CallRecord call, String numberKind, Decision draft) {
    if (agent.getNailup() != NailupState.NAILED_UP) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "the voice leg of agent %s is %s; contacts can be dialled when it is up",
              agent.getAgentId(),
              agent.getNailup()));
    }
    if (isOutOfHours(call, draft)) {
      return Optional.of(
          refused(
              RefusalReason.OUTSIDE_LEGAL_HOURS,
              "nobody may be called where contact %s is at this time of day",
              call.getContact()));
    }
    if (!mayCall(call, numberKind, draft.zone())) {
      return Optional.of(DoNotCall.refusal(call.getContact(), numberKind));
    }
    if (numberKind != null && !call.getDial().getNumberKinds().contains(numberKind)) {
      return Optional.of(
          refused(
              RefusalReason.NUMBER_NOT_ALLOWED,
              "the contact has no number of kind %s; allowed: %s",
              numberKind,
              call.getDial().getNumberKinds()));
    }
    return Optional.empty();
  }

  /** Whether it is a callback that was looked at until people may be called no more. */
  static boolean isOutOfHours(CallRecord call, Decision draft) {
    return CallbackSteps.inHand(call, draft)
        .filter(callback -> !CallbackSteps.hours(callback).areOpen(draft.now()))
        .isPresent();
  }

  /** Without a wish: whether any number of the contact may be called. */
  private static boolean mayCall(CallRecord call, String wanted, ZoneView zone) {
    return wanted == null
        ? DoNotCall.firstAllowed(call, zone).isPresent()
        : DoNotCall.mayCall(call.getCampaign(), call.getContact(), wanted, zone);
  }

  /** Without a wish it is the usual number, or the first that may be called. */
  static String numberKind(CallRecord call, String wanted, ZoneView zone) {
    return wanted == null ? DoNotCall.firstAllowed(call, zone).orElseThrow() : wanted;
  }

  /** The agent of a manual job hears a person: as good as an answer. */
  static CommandVerdict connect(ConnectManualCall c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> found =
        dialling(agent, draft).filter(call -> call.getDial().getPacing() == PacingMode.MANUAL);
    if (found.isEmpty()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s dials nobody by hand (call state %s); allowed when DIALLING for a manual job",
          agent.getAgentId(),
          agent.getCallState());
    }
    CallRecord call = found.get();
    if (call.getDial().getPhase() != AgentDialPhase.DIALLED || call.getReleased()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          call.getReleased()
              ? "call %s is being released already"
              : "call %s is not being dialled yet",
          call.getCallId());
    }
    draft.add(
        new CallAnswered(
            call.getCallId(),
            call.getJobId(),
            draft.now(),
            draft.now(),
            call.getCampaign(),
            call.getContact()));
    draft.add(LineFacts.connected(call, agent.getAgentId(), draft.now(), draft));
    draft.add(new AgentCallStateChanged(agent.getAgentId(), CallState.TALKING, call.getCallId()));
    return accepted();
  }

  /** What becomes of it is the platform's to say: somebody may be answering just now. */
  static CommandVerdict release(AgentRecord agent, CallRecord call, Decision draft) {
    if (call.getReleased()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "the line of call %s is being released already",
          call.getCallId());
    }
    draft.add(new CallReleased(call.getCallId(), "released by agent " + agent.getAgentId()));
    return accepted();
  }

  static CommandVerdict redial(RedialContact c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> found =
        Optional.ofNullable(agent.getCallId())
            .flatMap(draft.zone()::call)
            .filter(call -> call.getPhase() == CallPhase.WRAPUP)
            .filter(call -> call.getDial() != null);
    if (found.isEmpty()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s has no contact to dial again (call state %s); allowed in WRAPUP of a call that"
              + " was dialled by the agent",
          agent.getAgentId(),
          agent.getCallState());
    }
    CallRecord call = found.get();
    if (call.getDial().getRedialsLeft() <= 0) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "contact %s was dialled as often as job %s allows",
          call.getContact(),
          call.getJobId());
    }
    if (draft.jobOf(call).getPhase() != JobPhase.RUNNING) {
      return refused(
          RefusalReason.JOB_NOT_RUNNING,
          "job %s is %s and dials nobody",
          call.getJobId(),
          draft.jobOf(call).getPhase());
    }
    return mayDial(agent, call, c.getNumberKind(), draft)
        .orElseGet(
            () -> {
              redial(agent, call, numberKind(call, c.getNumberKind(), draft.zone()), draft);
              return accepted();
            });
  }

  /** The call before is over, with the system's code; the agent goes on with a new one. */
  private static void redial(
      AgentRecord agent, CallRecord call, String numberKind, Decision draft) {
    String again = draft.nextId() + "-redial";
    new CallClosing(draft, call).completedBySystem(CompletionCodes.REDIALLED);
    order(agent, call, again, call.getCallId(), numberKind, DialGrounds.REDIAL, draft);
    if (agent.getAgentState() != AgentState.PENDING_NOT_READY) {
      draft.add(new AgentStateChanged(agent.getAgentId(), AgentState.BUSY, null));
    }
    draft.add(new AgentCallStateChanged(agent.getAgentId(), CallState.DIALLING, again));
  }

  /** Nobody was reached: the agent says what is to become of the contact. */
  static void failed(CallRecord call, String code, String text, Decision draft) {
    draft.add(new AgentDialFailed(call.getCallId(), call.getAgentId(), code, text));
    draft
        .zone()
        .agent(call.getAgentId())
        .ifPresent(agent -> AgentSteps.wrapUpStarted(draft, agent, call));
  }

  /** The platform said nothing of the order in time. */
  static void timedOut(CallRecord call, Decision draft) {
    new CallClosing(draft, call).released("the platform did not report what came of it in time");
    failed(
        call,
        CompletionCodes.ATTEMPT_FAILED,
        "the platform did not report what came of it in time",
        draft);
  }

  /** F26: after a takeover the platform knows the contact, or the dial, no longer. */
  static void missing(CallRecord call, Decision draft) {
    if (Previews.isOffered(call)) {
      CallbackSteps.lostByPlatform(call, draft);
      Previews.withdrawn(call, "the platform does not know the contact any more", draft);
    } else {
      failed(
          call,
          CompletionCodes.ATTEMPT_FAILED,
          "the platform does not know the call any more",
          draft);
    }
  }

  /** The call that the agent dials, ordered or ringing. */
  static Optional<CallRecord> dialling(AgentRecord agent, Decision draft) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(draft.zone()::call)
        .filter(AgentDials::isUnderWay)
        .filter(call -> !Previews.isOffered(call));
  }
}
