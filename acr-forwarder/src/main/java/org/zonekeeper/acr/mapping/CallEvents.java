package org.zonekeeper.acr.mapping;

import java.util.Optional;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallRecordingResumed;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.recorder.AgentJoinedCall;
import org.zonekeeper.schemas.recorder.CallDispositioned;
import org.zonekeeper.schemas.recorder.CallEnded;
import org.zonekeeper.schemas.recorder.CallFlaggedNuisance;
import org.zonekeeper.schemas.recorder.CallPutOnHold;
import org.zonekeeper.schemas.recorder.CallStarted;
import org.zonekeeper.schemas.recorder.CallTakenOffHold;
import org.zonekeeper.schemas.recorder.CallUnderWay;
import org.zonekeeper.schemas.recorder.DoNotCallRequested;
import org.zonekeeper.schemas.recorder.RecordingPaused;
import org.zonekeeper.schemas.recorder.RecordingResumed;

/** What a recorder is told of calls. Stateless. */
final class CallEvents {
  private CallEvents() {}

  static CallStarted answered(CallAnswered e) {
    return new CallStarted(
        e.getCallId(),
        e.getJobId(),
        e.getCampaign(),
        e.getContact(),
        e.getAnsweredAt(),
        e.getGreetingEndedAt());
  }

  static AgentJoinedCall connected(CallConnected e) {
    return new AgentJoinedCall(
        e.getCallId(),
        e.getJobId(),
        e.getCampaign(),
        e.getContact(),
        e.getAgentId(),
        e.getExtension(),
        e.getSessionId(),
        e.getConnectedAt());
  }

  static CallPutOnHold held(CallHeld e) {
    return new CallPutOnHold(e.getCallId(), e.getAgentId());
  }

  static CallTakenOffHold unheld(CallUnheld e) {
    return new CallTakenOffHold(e.getCallId(), e.getAgentId());
  }

  static RecordingPaused recordingPaused(CallRecordingPaused e) {
    return new RecordingPaused(e.getCallId(), e.getAgentId(), e.getReason());
  }

  static RecordingResumed recordingResumed(CallRecordingResumed e) {
    return new RecordingResumed(e.getCallId(), e.getAgentId());
  }

  static DoNotCallRequested doNotCallAdded(DoNotCallAdded e) {
    return new DoNotCallRequested(
        e.getCallId(),
        e.getJobId(),
        e.getCampaign(),
        e.getContact(),
        e.getAgentId(),
        e.getAllNumbers(),
        e.getNumbers().stream().map(DoNotCallNumber::getNumberKind).toList());
  }

  static CallEnded disconnected(CallDisconnected e) {
    return new CallEnded(e.getCallId(), e.getEndedBy(), e.getDisconnectedAt());
  }

  static CallFlaggedNuisance markedNuisance(CallMarkedNuisance e) {
    return new CallFlaggedNuisance(e.getCallId(), e.getJobId(), e.getCampaign(), e.getCause());
  }

  static CallDispositioned completed(CallCompleted e) {
    return new CallDispositioned(
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
        e.getDisconnectedAt(),
        e.getSegments());
  }

  static CallUnderWay underWay(LiveCallAnnounced e) {
    return new CallUnderWay(
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
        e.getNuisance(),
        e.getSecondAgentId(),
        e.getSecondAddress(),
        Optional.ofNullable(e.getConsultPhase()).flatMap(SecondPartyEvents::join).orElse(null));
  }
}
