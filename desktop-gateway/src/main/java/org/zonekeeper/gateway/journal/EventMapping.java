package org.zonekeeper.gateway.journal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.Notification.Place;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.schemas.Headers;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.journal.AgentBridgeFailed;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;
import org.zonekeeper.schemas.journal.BarrierPassed;
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
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneCheckBegun;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * The one table from journal events to agents' notifications. Every event type of the journal
 * stands in it: mapped, or listed as not for agents' desktops with the reason; a test compares it
 * with the contract. Desk thread only, for the notes that it reads.
 */
public final class EventMapping {
  private static final Place NOWHERE = new Place("", 0, 0, 0);

  private final Map<Class<?>, BiFunction<SpecificRecord, Place, Optional<AgentNotice>>> table =
      new HashMap<>();
  private final AgentOfCall notes;

  /** A notification and the agent that it is for. */
  public record AgentNotice(String agentId, Notification notification) {}

  /** Everything that no single agent's desktop is told by way of this table. */
  static final Set<Class<? extends SpecificRecord>> NOT_FOR_AGENTS =
      Set.of(
          // The zone's own story: told by ZoneWatch as POMNotAvailable and POMAvailable.
          ZoneOpened.class,
          HandoverAnnounced.class,
          ZoneHandedOver.class,
          ZoneTakenOver.class,
          BarrierPassed.class,
          ZoneAvailable.class,
          // Each desktop is told of its own check.
          ZoneCheckBegun.class,
          // Answers: told as …RESP to the session that asked.
          CommandAccepted.class,
          CommandRefused.class,
          CommandAnswerRepeated.class,
          // Told as the answer to AGTLogon.
          AgentLoggedOn.class,
          // The check's good end changes nothing at the desktop; its bad end is told with the
          // log-off.
          DesktopCheckPassed.class,
          DesktopCheckFailed.class,
          // Told by what follows: the call is taken off the agent, who may be not ready then.
          AgentBridgeFailed.class,
          // Before an agent is on the call.
          CallAttempted.class,
          AttemptUnauthorised.class,
          UnknownCallAnswered.class,
          CallAnswered.class,
          CallQueued.class,
          // Between the zone and the platform.
          FactUnmatched.class,
          CallStatusRequested.class,
          CallStatusReceived.class,
          // For recorders: the desktop knows its call.
          LiveCallAnnounced.class,
          DiallingAuthorised.class,
          // Of jobs: told to supervisors.
          JobStarted.class,
          JobPaused.class,
          JobResumed.class,
          JobChanged.class,
          JobStopping.class,
          JobEnded.class);

  public EventMapping(AgentOfCall notes) {
    this.notes = notes;
    agents();
    calls();
  }

  /** The notification of the event, if it is for an agent; the notes must have been told of it. */
  public Optional<AgentNotice> noticeOf(SpecificRecord event) {
    var row = table.get(event.getClass());
    return row == null ? Optional.empty() : row.apply(event, placeOf(Headers.ofEvent(event)));
  }

  /** Where an event stands in its zone's story. */
  public static Place placeOf(EventHeader header) {
    return new Place(header.getZone(), header.getEpoch(), header.getSequence(), header.getAt());
  }

  Set<Class<?>> mapped() {
    return table.keySet();
  }

  private void agents() {
    on(
        AgentStateChanged.class,
        e -> Optional.of(e.getAgentId()),
        e ->
            plain(NotificationType.AGT_STATE_CHANGED)
                .with("agentState", e.getAgentState())
                .with("reasonCode", e.getReasonCode()));
    on(
        AgentCallStateChanged.class,
        e -> Optional.of(e.getAgentId()),
        e ->
            plain(NotificationType.AGT_CALL_STATE_CHANGED)
                .with("callState", e.getCallState())
                .with("call", e.getCallId()));
    on(AgentJobStateChanged.class, e -> Optional.of(e.getAgentId()), EventMapping::jobState);
    on(
        AgentNailupChanged.class,
        e -> Optional.of(e.getAgentId()),
        e -> plain(NotificationType.AGT_NAILUP_CHANGE).with("nailup", e.getNailup()));
    on(
        AgentLogOffPending.class,
        e -> Optional.of(e.getAgentId()),
        e -> plain(NotificationType.AGT_LOGOFF_PENDING));
    on(
        AgentLoggedOff.class,
        e -> Optional.of(e.getAgentId()),
        e ->
            plain(NotificationType.AGT_AGENT_LOGGED_OUT)
                .with("grounds", e.getGrounds())
                .with("text", LogOffTexts.of(e.getGrounds())));
    on(
        AgentReloginRequired.class,
        e -> Optional.of(e.getAgentId()),
        e -> plain(NotificationType.AGT_RELOGIN_REQUIRED).with("call", e.getCallId()));
    on(
        DesktopCheckRequested.class,
        e -> Optional.of(e.getAgentId()),
        e ->
            plain(NotificationType.GET_AGENT_STATUS)
                .with("check", e.getCheckId())
                .with("deadline", e.getDeadline()));
  }

  private void calls() {
    on(CallAssigned.class, e -> Optional.of(e.getAgentId()), this::assigned);
    on(
        CallUnassigned.class,
        e -> Optional.of(e.getAgentId()),
        e ->
            plain(NotificationType.AGT_CALL_UNASSIGNED)
                .with("call", e.getCallId())
                .with("text", e.getText()));
    on(
        CallConnected.class,
        e -> Optional.of(e.getAgentId()),
        e ->
            plain(NotificationType.AGT_CALL_CONNECTED)
                .with("call", e.getCallId())
                .with("connectedAt", e.getConnectedAt()));
    on(
        CallHeld.class,
        e -> Optional.of(e.getAgentId()),
        e -> plain(NotificationType.AGT_CALL_HELD).with("call", e.getCallId()));
    on(
        CallUnheld.class,
        e -> Optional.of(e.getAgentId()),
        e -> plain(NotificationType.AGT_CALL_UNHELD).with("call", e.getCallId()));
    on(
        CallRecordingPaused.class,
        e -> Optional.of(e.getAgentId()),
        e ->
            plain(NotificationType.AGT_RECORDING_PAUSED)
                .with("call", e.getCallId())
                .with("reason", e.getReason()));
    on(
        CallRecordingResumed.class,
        e -> Optional.of(e.getAgentId()),
        e -> plain(NotificationType.AGT_RECORDING_RESUMED).with("call", e.getCallId()));
    on(
        CallReleased.class,
        e -> agentOn(e.getCallId()),
        e ->
            plain(NotificationType.AGT_CALL_RELEASED)
                .with("call", e.getCallId())
                .with("text", e.getText()));
    on(
        CallMarkedNuisance.class,
        e -> agentOn(e.getCallId()),
        e ->
            plain(NotificationType.AGT_CALL_NUISANCE)
                .with("call", e.getCallId())
                .with("cause", e.getCause()));
    on(
        CallDisconnected.class,
        e -> agentOn(e.getCallId()),
        e ->
            plain(NotificationType.AGT_CALL_DISCONNECTED)
                .with("call", e.getCallId())
                .with("endedBy", e.getEndedBy())
                .with("disconnectedAt", e.getDisconnectedAt()));
    on(WrapUpStarted.class, e -> Optional.of(e.getAgentId()), this::wrapUp);
    on(
        WrapUpExtended.class,
        e -> Optional.of(e.getAgentId()),
        e ->
            plain(NotificationType.AGT_WRAPUP_EXTENDED)
                .with("call", e.getCallId())
                .with("deadline", e.getDeadline())
                .with("extensionsLeft", e.getExtensionsLeft()));
    on(
        CallCompleted.class,
        e -> Optional.ofNullable(e.getAgentId()).or(() -> agentOn(e.getCallId())),
        e ->
            plain(NotificationType.AGT_CONTACT_WRAPPED_UP)
                .with("call", e.getCallId())
                .with("completionCode", e.getCompletionCode())
                .with("nuisance", e.getNuisance()));
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

  private static Notification plain(NotificationType type) {
    return Notification.of(type, NOWHERE);
  }

  private <E extends SpecificRecord> void on(
      Class<E> type, Function<E, Optional<String>> agent, Function<E, Notification> content) {
    table.put(
        type,
        (record, place) -> {
          E event = type.cast(record);
          return agent
              .apply(event)
              .map(
                  id -> {
                    Notification notification = content.apply(event);
                    return new AgentNotice(
                        id, new Notification(notification.type(), place, notification.fields()));
                  });
        });
  }
}
