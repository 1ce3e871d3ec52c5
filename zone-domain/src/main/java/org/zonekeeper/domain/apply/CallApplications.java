package org.zonekeeper.domain.apply;

import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CallRecordingPaused;
import org.zonekeeper.schemas.journal.CallRecordingResumed;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.EndedCall;

/**
 * Applications of events about calls. Three of them also count in the call's job: an attempt uses
 * up its authorisation, and answers and nuisance marks feed the day's rate.
 */
final class CallApplications {
  private CallApplications() {}

  static void attempted(ZoneState state, CallAttempted e) {
    if (state.call(e.getCallId()).isPresent()) {
      DialApplications.attempted(state, e);
      return;
    }
    state.putCall(
        CallRecord.newBuilder()
            .setCallId(e.getCallId())
            .setJobId(e.getJobId())
            .setCampaign(e.getCampaign())
            .setContact(e.getContact())
            .setAuthorisationId(e.getAuthorisationId())
            .setPhase(CallPhase.ATTEMPTING)
            .setAttemptedAt(e.getAttemptedAt())
            .setSince(e.getHeader().getAt())
            .build());
    JobApplications.useAuthorisation(state, e.getJobId(), e.getAuthorisationId());
  }

  static void answered(ZoneState state, CallAnswered e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setAnsweredAt(e.getAnsweredAt());
          call.setGreetingEndedAt(e.getGreetingEndedAt());
          boolean joined = call.getDial() != null && call.getAgentId() != null;
          enter(call, joined ? CallPhase.ASSIGNED : CallPhase.ANSWERED, e.getHeader());
          if (!joined) {
            // Whoever gets it now did not dial it.
            call.setDial(null);
          }
        });
    JobApplications.countLiveAnswer(state, e.getJobId(), e.getHeader().getAt());
    CampaignApplications.countLiveAnswer(state, e.getJobId());
  }

  static void queued(ZoneState state, CallQueued e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setQueueDeadline(e.getDeadline());
          enter(call, CallPhase.QUEUED, e.getHeader());
        });
  }

  static void assigned(ZoneState state, CallAssigned e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setAgentId(e.getAgentId());
          enter(call, CallPhase.ASSIGNED, e.getHeader());
        });
  }

  /**
   * Back to where it waited; a marked call never gets another agent. One that nobody answered yet
   * has lost the agent who dialled it.
   */
  static void unassigned(ZoneState state, CallUnassigned e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setAgentId(null);
          if (call.getPhase() == CallPhase.ATTEMPTING) {
            return;
          }
          call.setDial(null);
          if (call.getNuisance() != null) {
            enter(call, CallPhase.NUISANCE, e.getHeader());
          } else {
            enter(
                call,
                call.getQueueDeadline() == null ? CallPhase.ANSWERED : CallPhase.QUEUED,
                e.getHeader());
          }
        });
  }

  static void connected(ZoneState state, CallConnected e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setConnectedAt(e.getConnectedAt());
          enter(call, CallPhase.CONNECTED, e.getHeader());
        });
  }

  static void held(ZoneState state, CallHeld e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setHeld(true);
          call.setHeldBySystem(e.getGrounds() != HoldGrounds.AGENT);
        });
  }

  static void unheld(ZoneState state, CallUnheld e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setHeld(false);
          call.setHeldBySystem(false);
        });
  }

  static void recordingPaused(ZoneState state, CallRecordingPaused e) {
    state.changeCall(e.getCallId(), call -> call.setRecordingPaused(e.getReason()));
  }

  static void recordingResumed(ZoneState state, CallRecordingResumed e) {
    state.changeCall(e.getCallId(), call -> call.setRecordingPaused(null));
  }

  static void released(ZoneState state, CallReleased e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setReleased(true);
          endOrdered(call, e.getHeader());
        });
  }

  /** A call that waits is given up; one with an agent on the way keeps the agent, and the mark. */
  static void markedNuisance(ZoneState state, CallMarkedNuisance e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setNuisance(e.getCause());
          if (call.getPhase() == CallPhase.ANSWERED || call.getPhase() == CallPhase.QUEUED) {
            enter(call, CallPhase.NUISANCE, e.getHeader());
          } else if (call.getPhase() == CallPhase.CONNECTED) {
            endOrdered(call, e.getHeader());
          }
        });
    JobApplications.countNuisance(state, e.getJobId(), e.getHeader().getAt());
    CampaignApplications.countNuisance(state, e.getJobId());
  }

  private static void enter(CallRecord call, CallPhase phase, EventHeader header) {
    call.setPhase(phase);
    call.setSince(header.getAt());
  }

  /** The first order counts: a second one gives the platform no more time. */
  private static void endOrdered(CallRecord call, EventHeader header) {
    if (!call.getEndOrdered()) {
      call.setEndOrdered(true);
      call.setSince(header.getAt());
    }
  }

  static void disconnected(ZoneState state, CallDisconnected e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setDisconnectedAt(e.getDisconnectedAt());
          call.setEndedBy(e.getEndedBy());
          call.setHeld(false);
          call.setHeldBySystem(false);
          call.setRecordingPaused(null);
        });
  }

  static void wrapUpStarted(ZoneState state, WrapUpStarted e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setWrapUpDeadline(e.getDeadline());
          enter(call, CallPhase.WRAPUP, e.getHeader());
        });
  }

  static void wrapUpExtended(ZoneState state, WrapUpExtended e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setWrapUpDeadline(e.getDeadline());
          call.setSince(e.getHeader().getAt());
          call.setWrapUpExtensions(call.getWrapUpExtensions() + 1);
        });
  }

  static void completed(ZoneState state, CallCompleted e) {
    state.removeCall(e.getCallId());
    state.putEndedCall(new EndedCall(e.getCallId(), e.getHeader().getAt()));
  }
}
