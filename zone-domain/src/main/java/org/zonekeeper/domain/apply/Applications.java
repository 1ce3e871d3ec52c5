package org.zonekeeper.domain.apply;

import java.time.Duration;
import java.util.Set;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentBridgeFailed;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentNoteAdded;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.BlendThresholdsChanged;
import org.zonekeeper.schemas.journal.BlenderMoveDecided;
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
import org.zonekeeper.schemas.journal.CallStatusReceived;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.journal.CallbackPostponed;
import org.zonekeeper.schemas.journal.CallbackReassigned;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.CampaignCountsLearned;
import org.zonekeeper.schemas.journal.CampaignDayBegan;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultCancelEnabled;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.ConsultRequested;
import org.zonekeeper.schemas.journal.ContactDetailChanged;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.DigitsSent;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.FeatureLevelRaised;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundLoadReceived;
import org.zonekeeper.schemas.journal.InboundStatusMissed;
import org.zonekeeper.schemas.journal.InboundStatusReceived;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LegsJoinRequested;
import org.zonekeeper.schemas.journal.LegsNotJoined;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneCheckBegun;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * The one way in which a zone's state changes: each type of event has one application. Used by the
 * engine on what it has decided, and by whoever folds a journal. An application never fails, never
 * reads a setting or a clock, and never decides; once released it is frozen, since every journal
 * ever written must fold to the same state. An event about an entity that is not there changes
 * nothing.
 */
public final class Applications {
  /** How long answers and ended calls are remembered, in event time with an owner. */
  static final long MEMORY_MILLIS = Duration.ofMinutes(10).toMillis();

  /**
   * How long it is remembered which facts were decided: a platform may tell them again for a day.
   */
  static final long FACT_MEMORY_MILLIS = Duration.ofDays(1).toMillis();

  private Applications() {}

  /**
   * Applies one event of the journal, for whoever only folds.
   *
   * @return keys of the entities that changed or went, the zone's own always among them
   */
  public static Set<EntityKey> apply(ZoneState state, Event event) {
    return apply(state, event, "");
  }

  /**
   * Applies one event of the journal.
   *
   * @param hash the event's, for the next one to carry; empty if that one is to carry none
   * @return keys of the entities that changed or went, the zone's own always among them
   */
  public static Set<EntityKey> apply(ZoneState state, Event event, String hash) {
    change(state, event);
    EventHeader header = event.getHeader();
    state.changeZone(
        zone -> {
          zone.setSequence(header.getSequence());
          zone.setAt(header.getAt());
          zone.setJournalHash(hash);
          noteInput(zone, header.getCause());
        });
    noteFact(state, header);
    forget(state, header.getAt());
    return state.takeTouched();
  }

  private static void noteInput(ZoneRecord zone, Cause cause) {
    if (cause.getOffset() >= 0) {
      switch (cause.getKind()) {
        case COMMAND -> zone.setNextCommand(cause.getOffset() + 1);
        case FACT -> zone.setNextFact(cause.getOffset() + 1);
        case TIMER, OWNERSHIP -> {}
      }
    }
  }

  private static void noteFact(ZoneState state, EventHeader header) {
    Cause cause = header.getCause();
    if (cause.getKind() == CauseKind.FACT && cause.getFingerprint() != 0) {
      state.noteDecided(cause.getFingerprint(), header.getSequence(), header.getAt());
    }
  }

  private static void forget(ZoneState state, long now) {
    ZoneRecord zone = state.zone();
    long memory = now - MEMORY_MILLIS;
    long unattended = zone.getUnattendedMillis();
    if (unattended > 0 && memory - unattended > zone.getUnattendedFrom()) {
      // Nothing is left from before the last change of owner.
      unattended = 0;
      state.changeZone(changed -> changed.setUnattendedMillis(0));
    }
    state.forgetBefore(memory - unattended);
    state.forgetFactsBefore(now - FACT_MEMORY_MILLIS - unattended);
  }

  private static void change(ZoneState state, Event event) {
    switch (event) {
      case ZoneOpened e -> ZoneApplications.opened(state, e);
      case HandoverAnnounced e -> ZoneApplications.handoverAnnounced(state, e);
      case ZoneHandedOver e -> ZoneApplications.handedOver(state, e);
      case ZoneTakenOver e -> ZoneApplications.takenOver(state, e);
      case BarrierPassed e -> ZoneApplications.barrierPassed(state, e);
      case ZoneAvailable e -> ZoneApplications.available(state, e);
      case FeatureLevelRaised e -> ZoneApplications.raised(state, e);
      case ZoneGoingDown e -> ZoneApplications.goingDown(state, e);
      case ZoneBroughtUp e -> ZoneApplications.broughtUp(state, e);
      case ZoneCheckBegun e -> ZoneApplications.checkBegun(state, e);
      case CallStatusRequested e -> ZoneApplications.statusRequested(state, e);
      case CallStatusReceived e -> ZoneApplications.statusReceived(state, e);

      case CommandAccepted e -> AnswerApplications.accepted(state, e);
      case CommandRefused e -> AnswerApplications.refused(state, e);
      case CommandAnswerRepeated e -> AnswerApplications.onRecordOnly(state, e);
      case FactUnmatched e -> AnswerApplications.onRecordOnly(state, e);
      case LiveCallAnnounced e -> AnswerApplications.onRecordOnly(state, e);

      case AgentLoggedOn e -> AgentApplications.loggedOn(state, e);
      case DesktopResumed e -> AgentApplications.desktopResumed(state, e);
      case AgentLoggedOff e -> AgentApplications.loggedOff(state, e);
      case AgentLogOffPending e -> AgentApplications.logOffPending(state, e);
      case AgentStateChanged e -> AgentApplications.stateChanged(state, e);
      case AgentCallStateChanged e -> AgentApplications.callStateChanged(state, e);
      case AgentJobStateChanged e -> AgentApplications.jobStateChanged(state, e);
      case AgentNailupChanged e -> AgentApplications.nailupChanged(state, e);
      case AgentBridgeFailed e -> AgentApplications.bridgeFailed(state, e);
      case DesktopCheckRequested e -> AgentApplications.checkRequested(state, e);
      case DesktopCheckPassed e -> AgentApplications.checkPassed(state, e);
      case DesktopCheckFailed e -> AgentApplications.checkFailed(state, e);
      case AgentReloginRequired e -> AgentApplications.reloginRequired(state, e);

      case AgentBlendedToInbound e -> BlendApplications.blendedToInbound(state, e);
      case InboundEndRequested e -> BlendApplications.endRequested(state, e);
      case AgentBlendedToOutbound e -> BlendApplications.blendedToOutbound(state, e);
      case InboundStatusRequested e -> BlendApplications.statusRequested(state, e);
      case InboundStatusReceived e -> BlendApplications.statusReceived(state, e);
      case InboundStatusMissed e -> BlendApplications.statusMissed(state, e);
      case BlenderMoveDecided e -> BlendApplications.moveDecided(state, e);
      case BlendThresholdsChanged e -> BlendApplications.thresholdsChanged(state, e);
      case InboundLoadReceived e -> BlendApplications.loadReceived(state, e);
      case ContactOffered e -> DialApplications.offered(state, e);
      case ContactDialled e -> DialApplications.dialled(state, e);
      case ContactReturned e -> DialApplications.returned(state, e);
      case PreviewWithdrawn e -> DialApplications.withdrawn(state, e);
      case AgentDialFailed e -> DialApplications.failed(state, e);
      case AgentNoteAdded e -> AnswerApplications.onRecordOnly(state, e);
      case ContactDetailChanged e -> AnswerApplications.onRecordOnly(state, e);
      case DoNotCallAdded e -> ContactApplications.doNotCallAdded(state, e);
      case CallbackScheduled e -> CallbackApplications.scheduled(state, e);
      case CallbackDue e -> CallbackApplications.due(state, e);
      case CallbackOffered e -> CallbackApplications.offered(state, e);
      case CallbackPostponed e -> CallbackApplications.postponed(state, e);
      case CallbackReassigned e -> CallbackApplications.reassigned(state, e);
      case CallbackClosed e -> CallbackApplications.closed(state, e);
      case CallAttempted e -> CallApplications.attempted(state, e);
      case AttemptUnauthorised e -> AnswerApplications.onRecordOnly(state, e);
      case UnknownCallAnswered e -> AnswerApplications.onRecordOnly(state, e);
      case CallAnswered e -> CallApplications.answered(state, e);
      case CallQueued e -> CallApplications.queued(state, e);
      case CallAssigned e -> CallApplications.assigned(state, e);
      case CallUnassigned e -> CallApplications.unassigned(state, e);
      case CallConnected e -> CallApplications.connected(state, e);
      case CallHeld e -> CallApplications.held(state, e);
      case CallUnheld e -> CallApplications.unheld(state, e);
      case ConsultRequested e -> ConsultApplications.requested(state, e);
      case ConsultDialled e -> ConsultApplications.dialled(state, e);
      case ConsultCancelEnabled e -> ConsultApplications.cancelEnabled(state, e);
      case ConsultConnected e -> ConsultApplications.connected(state, e);
      case LegsJoinRequested e -> ConsultApplications.joinRequested(state, e);
      case LegsNotJoined e -> ConsultApplications.notJoined(state, e);
      case ConferenceStarted e -> ConsultApplications.conferenceStarted(state, e);
      case ConferenceOwnershipChanged e -> ConsultApplications.ownershipChanged(state, e);
      case CallTransferred e -> ConsultApplications.transferred(state, e);
      case ConsultEnded e -> ConsultApplications.ended(state, e);
      case DigitsSent e -> AnswerApplications.onRecordOnly(state, e);
      case CallRecordingPaused e -> CallApplications.recordingPaused(state, e);
      case CallRecordingResumed e -> CallApplications.recordingResumed(state, e);
      case CallReleased e -> CallApplications.released(state, e);
      case CallMarkedNuisance e -> CallApplications.markedNuisance(state, e);
      case CallDisconnected e -> CallApplications.disconnected(state, e);
      case WrapUpStarted e -> CallApplications.wrapUpStarted(state, e);
      case WrapUpExtended e -> CallApplications.wrapUpExtended(state, e);
      case CallCompleted e -> CallApplications.completed(state, e);

      case JobStarted e -> JobApplications.started(state, e);
      case JobPaused e -> JobApplications.paused(state, e);
      case JobResumed e -> JobApplications.resumed(state, e);
      case JobChanged e -> JobApplications.changed(state, e);
      case JobStopping e -> JobApplications.stopping(state, e);
      case JobEnded e -> JobApplications.ended(state, e);
      case DiallingAuthorised e -> JobApplications.diallingAuthorised(state, e);

      case CampaignDayBegan e -> CampaignApplications.dayBegan(state, e);
      case CampaignCountsLearned e -> CampaignApplications.countsLearned(state, e);
    }
  }
}
