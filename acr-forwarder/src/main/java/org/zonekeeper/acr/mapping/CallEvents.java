package org.zonekeeper.acr.mapping;

import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallRecordingResumed;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.recorder.AgentJoinedCall;
import org.zonekeeper.schemas.recorder.CallDispositioned;
import org.zonekeeper.schemas.recorder.CallEnded;
import org.zonekeeper.schemas.recorder.CallFlaggedNuisance;
import org.zonekeeper.schemas.recorder.CallPutOnHold;
import org.zonekeeper.schemas.recorder.CallStarted;
import org.zonekeeper.schemas.recorder.CallTakenOffHold;
import org.zonekeeper.schemas.recorder.CallUnderWay;
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.RecordingPaused;
import org.zonekeeper.schemas.recorder.RecordingResumed;

/** What a recorder is told of calls. Stateless. */
final class CallEvents {
  private CallEvents() {}

  static CallStarted answered(CallAnswered e, RecorderHeader header) {
    return new CallStarted(
        header,
        e.getCallId(),
        e.getJobId(),
        e.getCampaign(),
        e.getContact(),
        e.getAnsweredAt(),
        e.getGreetingEndedAt());
  }

  static AgentJoinedCall connected(CallConnected e, RecorderHeader header) {
    return new AgentJoinedCall(
        header,
        e.getCallId(),
        e.getJobId(),
        e.getCampaign(),
        e.getContact(),
        e.getAgentId(),
        e.getExtension(),
        e.getSessionId(),
        e.getConnectedAt());
  }

  static CallPutOnHold held(CallHeld e, RecorderHeader header) {
    return new CallPutOnHold(header, e.getCallId(), e.getAgentId());
  }

  static CallTakenOffHold unheld(CallUnheld e, RecorderHeader header) {
    return new CallTakenOffHold(header, e.getCallId(), e.getAgentId());
  }

  static RecordingPaused recordingPaused(CallRecordingPaused e, RecorderHeader header) {
    return new RecordingPaused(header, e.getCallId(), e.getAgentId(), e.getReason());
  }

  static RecordingResumed recordingResumed(CallRecordingResumed e, RecorderHeader header) {
    return new RecordingResumed(header, e.getCallId(), e.getAgentId());
  }

  static CallEnded disconnected(CallDisconnected e, RecorderHeader header) {
    return new CallEnded(header, e.getCallId(), e.getEndedBy(), e.getDisconnectedAt());
  }

  static CallFlaggedNuisance markedNuisance(CallMarkedNuisance e, RecorderHeader header) {
    return new CallFlaggedNuisance(
        header, e.getCallId(), e.getJobId(), e.getCampaign(), e.getCause());
  }

  static CallDispositioned completed(CallCompleted e, RecorderHeader header) {
    return new CallDispositioned(
        header,
        e.getCallId(),
        e.getJobId(),
        e.getCampaign(),
        e.getContact(),
        e.getCompletionCode(),
        e.getCodeKind(),
        e.getNuisance(),
        e.getAgentId(),
        e.getAttemptedAt(),
        e.getAnsweredAt(),
        e.getConnectedAt(),
        e.getDisconnectedAt());
  }

  static CallUnderWay underWay(LiveCallAnnounced e, RecorderHeader header) {
    return new CallUnderWay(
        header,
        e.getCallId(),
        e.getJobId(),
        e.getCampaign(),
        e.getContact(),
        e.getAnsweredAt(),
        e.getAgentId(),
        e.getExtension(),
        e.getSessionId(),
        e.getConnectedAt(),
        e.getHeld(),
        e.getRecordingPaused(),
        e.getNuisance());
  }
}
