package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import org.zonekeeper.schemas.command.HoldCall;
import org.zonekeeper.schemas.command.PauseRecording;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ResumeRecording;
import org.zonekeeper.schemas.command.UnholdCall;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallRecordingResumed;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/** Decides what an agent may do to a conversation's line and to its recording. Stateless. */
final class Conversations {
  private Conversations() {}

  /** Wrap-up begins when the platform reports the line down. */
  static CommandVerdict releaseLine(ReleaseLine c, AgentRecord agent, Decision draft) {
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
    draft.add(new CallHeld(agent.getCallId(), agent.getAgentId()));
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

  private static Optional<CallRecord> conversation(AgentRecord agent, Decision draft) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(draft.zone()::call)
        .filter(call -> call.getPhase() == CallPhase.CONNECTED);
  }

  private static CommandVerdict notTalking(AgentRecord agent) {
    return refused(
        RefusalReason.STATE_NOT_ALLOWED,
        "agent %s has no conversation (call state %s); allowed when TALKING",
        agent.getAgentId(),
        agent.getCallState());
  }
}
