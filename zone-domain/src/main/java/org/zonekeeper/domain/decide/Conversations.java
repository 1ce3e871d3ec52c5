package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import java.util.regex.Pattern;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.schemas.command.HoldCall;
import org.zonekeeper.schemas.command.PauseRecording;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ResumeRecording;
import org.zonekeeper.schemas.command.SendDtmf;
import org.zonekeeper.schemas.command.UnholdCall;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallRecordingResumed;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.DigitsSent;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.order.SendDigits;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/** Decides what an agent may do to a conversation's line and to its recording. Stateless. */
final class Conversations {
  private static final Pattern DIGITS = Pattern.compile("[0-9*#A-D]{1,32}");

  private Conversations() {}

  /** Wrap-up begins when the platform reports the line down. */
  static CommandVerdict releaseLine(ReleaseLine c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> dialling = AgentDials.dialling(agent, draft);
    if (dialling.isPresent()) {
      return AgentDials.release(agent, dialling.get(), draft);
    }
    Optional<CallRecord> call = conversation(agent, draft);
    if (call.isEmpty()) {
      return notTalking(agent);
    }
    if (call.get().getReleased()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "the line of call %s is being released already",
          agent.getCallId());
    }
    ConsultSteps.stepFor(call.get(), Input.CANCEL)
        .ifPresent(
            step -> ConsultSteps.take(draft, call.get(), Input.CANCEL, "the call was released"));
    draft.add(new CallReleased(agent.getCallId(), "released by agent " + agent.getAgentId()));
    return accepted();
  }

  static CommandVerdict hold(HoldCall c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> call = conversation(agent, draft);
    if (call.isEmpty()) {
      return notTalking(agent);
    }
    if (call.get().getHeld()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED, "call %s is on hold already", agent.getCallId());
    }
    draft.add(new CallHeld(agent.getCallId(), agent.getAgentId(), HoldGrounds.AGENT));
    return accepted();
  }

  static CommandVerdict unhold(UnholdCall c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> call = conversation(agent, draft);
    if (call.isEmpty()) {
      return notTalking(agent);
    }
    if (!call.get().getHeld()) {
      return refused(RefusalReason.STATE_NOT_ALLOWED, "call %s is not on hold", agent.getCallId());
    }
    if (call.get().getHeldBySystem()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "call %s is on hold until the voice leg of agent %s is back",
          agent.getCallId(),
          agent.getAgentId());
    }
    draft.add(new CallUnheld(agent.getCallId(), agent.getAgentId()));
    return accepted();
  }

  static CommandVerdict pauseRecording(PauseRecording c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> call = conversation(agent, draft);
    if (call.isEmpty()) {
      return notTalking(agent);
    }
    if (call.get().getRecordingPaused() != null) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "the recording of call %s is paused already (%s)",
          agent.getCallId(),
          call.get().getRecordingPaused());
    }
    draft.add(new CallRecordingPaused(agent.getCallId(), agent.getAgentId(), c.getReason()));
    return accepted();
  }

  static CommandVerdict resumeRecording(ResumeRecording c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> call = conversation(agent, draft);
    if (call.isEmpty()) {
      return notTalking(agent);
    }
    if (call.get().getRecordingPaused() == null) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "the recording of call %s is not paused",
          agent.getCallId());
    }
    draft.add(new CallRecordingResumed(agent.getCallId(), agent.getAgentId()));
    return accepted();
  }

  /** The order has the digits, the journal only their number: they may be card data. */
  static CommandVerdict sendDtmf(SendDtmf c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> call = conversation(agent, draft);
    if (call.isEmpty()) {
      return notTalking(agent);
    }
    if (call.get().getHeld()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "call %s is on hold; nobody would hear the digits",
          agent.getCallId());
    }
    if (!DIGITS.matcher(c.getDigits()).matches()) {
      return refused(
          RefusalReason.INVALID_PARAMETER,
          "digits are 1 to 32 of 0 to 9, *, # and A to D; these are not");
    }
    draft.add(
        new DigitsSent(agent.getCallId(), agent.getAgentId(), c.getDigits().length()),
        header -> new SendDigits(header, agent.getCallId(), c.getDigits()));
    return accepted();
  }

  private static Optional<CallRecord> conversation(AgentRecord agent, Decision draft) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(draft.zone()::call)
        .filter(call -> call.getPhase() == CallPhase.CONNECTED)
        .filter(
            call ->
                agent.getCallState() == CallState.TALKING
                    || agent.getCallState() == CallState.CONFERENCE_OWNER);
  }

  private static CommandVerdict notTalking(AgentRecord agent) {
    return refused(
        RefusalReason.STATE_NOT_ALLOWED,
        "agent %s has no conversation (call state %s); allowed when TALKING or CONFERENCE_OWNER",
        agent.getAgentId(),
        agent.getCallState());
  }
}
