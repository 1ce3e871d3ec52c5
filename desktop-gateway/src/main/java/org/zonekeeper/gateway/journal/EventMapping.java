package org.zonekeeper.gateway.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.Notification.Place;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.schemas.common.JobState;
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

/**
 * The one table from journal events to agents' notifications. Every event type of the journal
 * stands in it, mapped or not for agents' desktops with the reason, or it does not compile. Desk
 * thread only, for the notes that it reads.
 */
public final class EventMapping {
  private static final Place NOWHERE = new Place("", 0, 0, 0);

  /** For all who are logged on in the zone, not for one agent. */
  private static final String EVERYBODY = "";

  private final AgentOfCall notes;

  /** A notification and the agent that it is for. */
  public record AgentNotice(String agentId, Notification notification) {}

  public EventMapping(AgentOfCall notes) {
    this.notes = notes;
  }

  /**
   * The notifications of the event, in order; the notes must have been told of it. More than one
   * where an event concerns both agents of a call.
   */
  public List<AgentNotice> noticesOf(Event event) {
    List<AgentNotice> both = SecondPartyNotices.of(event, placeOf(event.getHeader()), notes);
    return both.isEmpty() ? noticeOf(event).stream().toList() : both;
  }

  /** The notification of an event that concerns one agent, if it is for an agent. */
  private Optional<AgentNotice> noticeOf(Event event) {
    Place place = placeOf(event.getHeader());
    return switch (event) {
      case AgentStateChanged e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_STATE_CHANGED)
                      .with("agentState", e.getAgentState())
                      .with("reasonCode", e.getReasonCode())));
      case AgentCallStateChanged e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_CALL_STATE_CHANGED)
                      .with("callState", e.getCallState())
                      .with("call", e.getCallId())));
      case AgentJobStateChanged e -> Optional.of(notice(e.getAgentId(), place, jobState(e)));
      case AgentNailupChanged e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_NAILUP_CHANGE).with("nailup", e.getNailup())));
      case AgentLogOffPending e ->
          Optional.of(notice(e.getAgentId(), place, plain(NotificationType.AGT_LOGOFF_PENDING)));
      case AgentLoggedOff e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_AGENT_LOGGED_OUT)
                      .with("grounds", e.getGrounds())
                      .with("text", LogOffTexts.of(e))));
      case AgentReloginRequired e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_RELOGIN_REQUIRED).with("call", e.getCallId())));
      case DesktopCheckRequested e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.GET_AGENT_STATUS)
                      .with("check", e.getCheckId())
                      .with("deadline", e.getDeadline())));
      case CallAssigned e -> Optional.of(notice(e.getAgentId(), place, assigned(e)));
      case CallUnassigned e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_CALL_UNASSIGNED)
                      .with("call", e.getCallId())
                      .with("text", e.getText())));
      case CallConnected e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_CALL_CONNECTED)
                      .with("call", e.getCallId())
                      .with("connectedAt", e.getConnectedAt())));
      case CallHeld e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_CALL_HELD).with("call", e.getCallId())));
      case CallUnheld e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_CALL_UNHELD).with("call", e.getCallId())));
      case CallRecordingPaused e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_RECORDING_PAUSED)
                      .with("call", e.getCallId())
                      .with("reason", e.getReason())));
      case CallRecordingResumed e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_RECORDING_RESUMED).with("call", e.getCallId())));
      case CallReleased e ->
          agentOn(e.getCallId())
              .map(
                  id ->
                      notice(
                          id,
                          place,
                          plain(NotificationType.AGT_CALL_RELEASED)
                              .with("call", e.getCallId())
                              .with("text", e.getText())));
      case CallMarkedNuisance e ->
          agentOn(e.getCallId())
              .map(
                  id ->
                      notice(
                          id,
                          place,
                          plain(NotificationType.AGT_CALL_NUISANCE)
                              .with("call", e.getCallId())
                              .with("cause", e.getCause())));
      case CallDisconnected e ->
          agentOn(e.getCallId())
              .map(
                  id ->
                      notice(
                          id,
                          place,
                          plain(NotificationType.AGT_CALL_DISCONNECTED)
                              .with("call", e.getCallId())
                              .with("endedBy", e.getEndedBy())
                              .with("disconnectedAt", e.getDisconnectedAt())));
      case WrapUpStarted e -> Optional.of(notice(e.getAgentId(), place, wrapUp(e)));
      case WrapUpExtended e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_WRAPUP_EXTENDED)
                      .with("call", e.getCallId())
                      .with("deadline", e.getDeadline())
                      .with("extensionsLeft", e.getExtensionsLeft())));
      case CallCompleted e ->
          Optional.ofNullable(e.getAgentId())
              .or(() -> agentOn(e.getCallId()))
              .map(
                  id ->
                      notice(
                          id,
                          place,
                          plain(NotificationType.AGT_CONTACT_WRAPPED_UP)
                              .with("call", e.getCallId())
                              .with("completionCode", e.getCompletionCode())
                              .with("nuisance", e.getNuisance())));
      case ContactOffered e -> Optional.of(notice(e.getAgentId(), place, DialNotices.offered(e)));
      case ContactDialled e -> Optional.of(notice(e.getAgentId(), place, DialNotices.dialled(e)));
      case AgentDialFailed e -> Optional.of(notice(e.getAgentId(), place, DialNotices.failed(e)));
      case PreviewWithdrawn e ->
          Optional.of(notice(e.getAgentId(), place, DialNotices.withdrawn(e)));
      case ContactReturned e ->
          Optional.ofNullable(e.getAgentId())
              .flatMap(id -> DialNotices.returned(e).map(notice -> notice(id, place, notice)));
      case ContactDetailChanged e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_CUSTOMER_DETAILS_CHANGED)
                      .with("call", e.getCallId())
                      .with("contact", e.getContact())
                      .with("key", e.getDetail())));
      // The agent who wrote or asked has the answer; what may not be done now the capabilities say.
      case AgentNoteAdded e -> Optional.empty();
      case DoNotCallAdded e -> Optional.empty();
      case CallbackScheduled e ->
          Optional.of(notice(e.getCreatedBy(), place, CallbackNotices.scheduled(e)));
      case CallbackDue e ->
          Optional.ofNullable(e.getAgentId()).map(id -> notice(id, place, CallbackNotices.due(e)));
      case CallbackPostponed e ->
          Optional.ofNullable(e.getAgentId())
              .map(id -> notice(id, place, CallbackNotices.postponed(e)));
      case CallbackReassigned e ->
          Optional.ofNullable(e.getFromAgentId())
              .map(id -> notice(id, place, CallbackNotices.reassigned(e)));
      case CallbackClosed e ->
          Optional.ofNullable(e.getAgentId())
              .filter(id -> CallbackNotices.isNews(e))
              .map(id -> notice(id, place, CallbackNotices.closed(e)));
      case AgentBlendedToInbound e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_BLENDED_TO_INBOUND).with("work", e.getWorkId())));
      case AgentBlendedToOutbound e ->
          Optional.of(
              notice(
                  e.getAgentId(),
                  place,
                  plain(NotificationType.AGT_BLENDED_TO_OUTBOUND)
                      .with("work", e.getWorkId())
                      .with("grounds", e.getGrounds())
                      .with("text", e.getText())));
      // What comes of it follows; the rest is the supervisor's and the inbound side's.
      case BlenderMoveDecided e -> Optional.empty();
      case BlendThresholdsChanged e -> Optional.empty();
      case InboundLoadReceived e -> Optional.empty();
      // Answered as asked for, or between the zone and the inbound side.
      case InboundEndRequested e -> Optional.empty();
      case InboundStatusRequested e -> Optional.empty();
      case InboundStatusReceived e -> Optional.empty();
      case InboundStatusMissed e -> Optional.empty();
      // Told as the contact to look at, which follows.
      case CallbackOffered e -> Optional.empty();
      // The zone's own story: told by ZoneWatch as POMNotAvailable and POMAvailable.
      case ZoneOpened e -> Optional.empty();
      case HandoverAnnounced e -> Optional.empty();
      case ZoneHandedOver e -> Optional.empty();
      case ZoneTakenOver e -> Optional.empty();
      case BarrierPassed e -> Optional.empty();
      case ZoneAvailable e -> Optional.empty();
      // X9: an operator's affair; what the agents may ask for is told with their capabilities.
      case FeatureLevelRaised e -> Optional.empty();
      case ZoneGoingDown e ->
          Optional.of(
              notice(
                  EVERYBODY,
                  place,
                  plain(NotificationType.AGT_ZONE_DOWN)
                      .with("graceMs", e.getDeadline() - e.getHeader().getAt())
                      .with("failoverZone", e.getFailoverZone())));
      case ZoneBroughtUp e ->
          Optional.of(notice(EVERYBODY, place, plain(NotificationType.AGT_ZONE_UP)));
      // Each desktop is told of its own check.
      case ZoneCheckBegun e -> Optional.empty();
      // Of both agents of a call: told by SecondPartyNotices.
      case ConsultRequested e -> Optional.empty();
      case ConsultDialled e -> Optional.empty();
      case ConsultCancelEnabled e -> Optional.empty();
      case ConsultConnected e -> Optional.empty();
      case LegsNotJoined e -> Optional.empty();
      case ConferenceStarted e -> Optional.empty();
      case ConferenceOwnershipChanged e -> Optional.empty();
      case CallTransferred e -> Optional.empty();
      case ConsultEnded e -> Optional.empty();
      // Asked for by the agent, who has the answer.
      case LegsJoinRequested e -> Optional.empty();
      case DigitsSent e -> Optional.empty();
      // Answers: told as …RESP to the session that asked.
      case CommandAccepted e -> Optional.empty();
      case CommandRefused e -> Optional.empty();
      case CommandAnswerRepeated e -> Optional.empty();
      // Told as the answer to AGTLogon, but of a move nobody asked.
      case AgentLoggedOn e ->
          Optional.ofNullable(e.getMovedFrom())
              .map(
                  from ->
                      notice(
                          e.getAgentId(),
                          place,
                          plain(NotificationType.AGT_ZONE_MOVED).with("fromZone", from)));
      // Told as the answer to AGTResumeSession.
      case DesktopResumed e -> Optional.empty();
      // The check's good end changes nothing at the desktop; its bad end is told with the
      // log-off.
      case DesktopCheckPassed e -> Optional.empty();
      case DesktopCheckFailed e -> Optional.empty();
      // Told by what follows: the call is taken off the agent, who may be not ready then.
      case AgentBridgeFailed e -> Optional.empty();
      // Before an agent is on the call.
      case CallAttempted e -> Optional.empty();
      case AttemptUnauthorised e -> Optional.empty();
      case UnknownCallAnswered e -> Optional.empty();
      case CallAnswered e -> Optional.empty();
      case CallQueued e -> Optional.empty();
      // Between the zone and the platform.
      case FactUnmatched e -> Optional.empty();
      case CallStatusRequested e -> Optional.empty();
      case CallStatusReceived e -> Optional.empty();
      // For recorders: the desktop knows its call.
      case LiveCallAnnounced e -> Optional.empty();
      case DiallingAuthorised e -> Optional.empty();
      // Of jobs: told to supervisors.
      case JobStarted e -> Optional.empty();
      case JobPaused e -> Optional.empty();
      case JobResumed e -> Optional.empty();
      case JobChanged e -> Optional.empty();
      case JobStopping e -> Optional.empty();
      case JobEnded e -> Optional.empty();
      // Between zones.
      case CampaignDayBegan e -> Optional.empty();
      case CampaignCountsLearned e -> Optional.empty();
    };
  }

  /** Where an event stands in its zone's story. */
  public static Place placeOf(EventHeader header) {
    return new Place(header.getZone(), header.getEpoch(), header.getSequence(), header.getAt());
  }

  private static Notification jobState(AgentJobStateChanged event) {
    if (event.getJobState() == JobState.ATTACHED) {
      return plain(NotificationType.AGT_JOB_ATTACHED)
          .with("jobState", event.getJobState())
          .with("job", event.getJobId())
          .with("grounds", event.getGrounds());
    }
    return plain(NotificationType.AGT_JOB_STATE_CHANGED)
        .with("jobState", event.getJobState())
        .with("job", event.getJobId())
        .with("targetJob", event.getTargetJobId())
        .with("grounds", event.getGrounds());
  }

  private Notification assigned(CallAssigned event) {
    AgentOfCall.Note note = notes.of(event.getCallId());
    return plain(NotificationType.AGT_CALL_NOTIFY)
        .with("call", event.getCallId())
        .with("job", event.getJobId())
        .with("campaign", note.campaign().orElse(null))
        .with("contact", note.contact().orElse(null));
  }

  private Notification wrapUp(WrapUpStarted event) {
    Map<String, Object> wrapUp = new LinkedHashMap<>();
    wrapUp.put("deadline", event.getDeadline());
    wrapUp.put("extensionsLeft", event.getExtensionsLeft());
    wrapUp.put("defaultCode", event.getDefaultCompletionCode());
    wrapUp.put("codes", event.getCompletionCodes());
    return plain(NotificationType.AGT_AUTO_RELEASE_LINE)
        .with("call", event.getCallId())
        .with("endedBy", notes.of(event.getCallId()).endedBy().orElse(null))
        .with("wrapup", wrapUp);
  }

  private Optional<String> agentOn(String callId) {
    return notes.of(callId).agentId();
  }

  static Notification plain(NotificationType type) {
    return Notification.of(type, NOWHERE);
  }

  static AgentNotice notice(String agentId, Place place, Notification content) {
    return new AgentNotice(agentId, new Notification(content.type(), place, content.fields()));
  }
}
