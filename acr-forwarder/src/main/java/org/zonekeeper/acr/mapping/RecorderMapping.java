package org.zonekeeper.acr.mapping;

import java.util.Optional;
import java.util.function.Supplier;
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
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;

/**
 * The one table from the journal's events to the recorder's: each becomes one, or is kept back. It
 * looks at nothing but the event, so that whoever reads a journal, from wherever, gets the same. A
 * new type of event does not compile until it is said here what becomes of it. Immutable; any
 * thread.
 */
public final class RecorderMapping {

  private RecorderMapping() {}

  /** Whether a recorder gets the journal's event. */
  public static boolean includes(Event event) {
    return map(event, 0).isPresent();
  }

  /** As {@link #map(Event, long, Supplier)}, for whoever only reads what it says. */
  public static Optional<RecorderEvent> map(Event event, long previous) {
    return map(event, previous, () -> "");
  }

  /**
   * The recorder's event, if it gets one.
   *
   * @param previous sequence of the zone's event that was mapped before this one; 0: none
   * @param journalHash of the journal's event, asked for only if a recorder gets it; empty: not
   *     known
   */
  public static Optional<RecorderEvent> map(
      Event event, long previous, Supplier<String> journalHash) {
    return recorded(event)
        .map(told -> told.withHeader(header(event.getHeader(), previous, journalHash.get())));
  }

  private static Optional<RecorderEvent> recorded(Event event) {
    return switch (event) {
      case ZoneTakenOver e -> Optional.of(ZoneEvents.takenOver(e));
      case ZoneHandedOver e -> Optional.of(ZoneEvents.handedOver(e));
      case ZoneAvailable e -> Optional.of(ZoneEvents.available(e));
      case AgentLoggedOn e -> Optional.of(AgentEvents.loggedOn(e));
      case AgentLoggedOff e -> Optional.of(AgentEvents.loggedOff(e));
      case AgentStateChanged e -> Optional.of(AgentEvents.stateChanged(e));
      case CallAnswered e -> Optional.of(CallEvents.answered(e));
      case CallConnected e -> Optional.of(CallEvents.connected(e));
      case CallHeld e -> Optional.of(CallEvents.held(e));
      case CallUnheld e -> Optional.of(CallEvents.unheld(e));
      case CallRecordingPaused e -> Optional.of(CallEvents.recordingPaused(e));
      case CallRecordingResumed e -> Optional.of(CallEvents.recordingResumed(e));
      case DoNotCallAdded e -> Optional.of(CallEvents.doNotCallAdded(e));
      case CallDisconnected e -> Optional.of(CallEvents.disconnected(e));
      case CallMarkedNuisance e -> Optional.of(CallEvents.markedNuisance(e));
      case CallCompleted e -> Optional.of(CallEvents.completed(e));
      case ConsultConnected e -> Optional.of(SecondPartyEvents.connected(e));
      case ConferenceStarted e -> Optional.of(SecondPartyEvents.conferenceStarted(e));
      case ConferenceOwnershipChanged e -> Optional.of(SecondPartyEvents.ownershipChanged(e));
      case CallTransferred e -> Optional.of(SecondPartyEvents.transferred(e));
      case ConsultEnded e -> SecondPartyEvents.ended(e);
      case LiveCallAnnounced e -> Optional.of(CallEvents.underWay(e));
      // What was written down is in the contact store, for those who may see it.
      case AgentNoteAdded e -> Optional.empty();
      case ContactDetailChanged e -> Optional.empty();
      // The Agent Manager's own affairs: pacing, queueing, answers to commands, checks, wrap-up.
      // ZoneAvailable follows at once, and says all that a recorder needs.
      // The session is the same at whatever gateway.
      case DesktopResumed e -> Optional.empty();
      case ZoneOpened e -> Optional.empty();
      case HandoverAnnounced e -> Optional.empty();
      case BarrierPassed e -> Optional.empty();
      case ZoneCheckBegun e -> Optional.empty();
      case FeatureLevelRaised e -> Optional.empty();
      case ZoneGoingDown e -> Optional.empty();
      case ZoneBroughtUp e -> Optional.empty();
      case CommandAccepted e -> Optional.empty();
      case CommandRefused e -> Optional.empty();
      case CommandAnswerRepeated e -> Optional.empty();
      case AgentLogOffPending e -> Optional.empty();
      case AgentCallStateChanged e -> Optional.empty();
      case AgentJobStateChanged e -> Optional.empty();
      case AgentNailupChanged e -> Optional.empty();
      case DesktopCheckRequested e -> Optional.empty();
      case DesktopCheckPassed e -> Optional.empty();
      case DesktopCheckFailed e -> Optional.empty();
      case AgentReloginRequired e -> Optional.empty();
      case AgentBridgeFailed e -> Optional.empty();
      // The inbound side has its own recorders; the agent's availability is told with its states.
      case AgentBlendedToInbound e -> Optional.empty();
      case BlenderMoveDecided e -> Optional.empty();
      case BlendThresholdsChanged e -> Optional.empty();
      case InboundLoadReceived e -> Optional.empty();
      case InboundEndRequested e -> Optional.empty();
      case AgentBlendedToOutbound e -> Optional.empty();
      case InboundStatusRequested e -> Optional.empty();
      case InboundStatusReceived e -> Optional.empty();
      case InboundStatusMissed e -> Optional.empty();
      // Nobody has answered yet: nothing to record.
      case CallbackScheduled e -> Optional.empty();
      case CallbackDue e -> Optional.empty();
      case CallbackOffered e -> Optional.empty();
      case CallbackPostponed e -> Optional.empty();
      case CallbackReassigned e -> Optional.empty();
      case CallbackClosed e -> Optional.empty();
      case ContactOffered e -> Optional.empty();
      case ContactDialled e -> Optional.empty();
      case ContactReturned e -> Optional.empty();
      case PreviewWithdrawn e -> Optional.empty();
      case AgentDialFailed e -> Optional.empty();
      case CallAttempted e -> Optional.empty();
      case AttemptUnauthorised e -> Optional.empty();
      // The person hears a recording; nobody of the zone is on the line.
      case UnknownCallAnswered e -> Optional.empty();
      // Nobody new is on the line yet, or everybody talks as before.
      case ConsultRequested e -> Optional.empty();
      case ConsultDialled e -> Optional.empty();
      case ConsultCancelEnabled e -> Optional.empty();
      case LegsJoinRequested e -> Optional.empty();
      case LegsNotJoined e -> Optional.empty();
      // Heard on the line, and may be card data.
      case DigitsSent e -> Optional.empty();
      case CallQueued e -> Optional.empty();
      case CallAssigned e -> Optional.empty();
      case CallUnassigned e -> Optional.empty();
      // Only asked for; CallDisconnected follows.
      case CallReleased e -> Optional.empty();
      case WrapUpStarted e -> Optional.empty();
      case WrapUpExtended e -> Optional.empty();
      case FactUnmatched e -> Optional.empty();
      case CallStatusRequested e -> Optional.empty();
      case CallStatusReceived e -> Optional.empty();
      case JobStarted e -> Optional.empty();
      case JobPaused e -> Optional.empty();
      case JobResumed e -> Optional.empty();
      case JobChanged e -> Optional.empty();
      case JobStopping e -> Optional.empty();
      case JobEnded e -> Optional.empty();
      case DiallingAuthorised e -> Optional.empty();
      case CampaignDayBegan e -> Optional.empty();
      case CampaignCountsLearned e -> Optional.empty();
    };
  }

  private static RecorderHeader header(EventHeader of, long previous, String journalHash) {
    return new RecorderHeader(
        of.getZone(), of.getEpoch(), of.getSequence(), previous, of.getAt(), journalHash);
  }
}
