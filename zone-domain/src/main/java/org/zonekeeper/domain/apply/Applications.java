package org.zonekeeper.domain.apply;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.Headers;
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
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
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

  private static final Map<Class<?>, BiConsumer<ZoneState, SpecificRecord>> TABLE = new HashMap<>();

  static {
    on(ZoneOpened.class, ZoneApplications::opened);
    on(HandoverAnnounced.class, ZoneApplications::handoverAnnounced);
    on(ZoneHandedOver.class, ZoneApplications::handedOver);
    on(ZoneTakenOver.class, ZoneApplications::takenOver);
    on(BarrierPassed.class, ZoneApplications::barrierPassed);
    on(ZoneAvailable.class, ZoneApplications::available);
    on(ZoneCheckBegun.class, ZoneApplications::checkBegun);
    on(CallStatusRequested.class, ZoneApplications::statusRequested);
    on(CallStatusReceived.class, ZoneApplications::statusReceived);

    on(CommandAccepted.class, AnswerApplications::accepted);
    on(CommandRefused.class, AnswerApplications::refused);
    on(CommandAnswerRepeated.class, AnswerApplications::onRecordOnly);
    on(FactUnmatched.class, AnswerApplications::onRecordOnly);
    on(LiveCallAnnounced.class, AnswerApplications::onRecordOnly);

    on(AgentLoggedOn.class, AgentApplications::loggedOn);
    on(AgentLoggedOff.class, AgentApplications::loggedOff);
    on(AgentLogOffPending.class, AgentApplications::logOffPending);
    on(AgentStateChanged.class, AgentApplications::stateChanged);
    on(AgentCallStateChanged.class, AgentApplications::callStateChanged);
    on(AgentJobStateChanged.class, AgentApplications::jobStateChanged);
    on(AgentNailupChanged.class, AgentApplications::nailupChanged);
    on(AgentBridgeFailed.class, AgentApplications::bridgeFailed);
    on(DesktopCheckRequested.class, AgentApplications::checkRequested);
    on(DesktopCheckPassed.class, AgentApplications::checkPassed);
    on(DesktopCheckFailed.class, AgentApplications::checkFailed);
    on(AgentReloginRequired.class, AgentApplications::reloginRequired);

    on(CallAttempted.class, CallApplications::attempted);
    on(AttemptUnauthorised.class, AnswerApplications::onRecordOnly);
    on(UnknownCallAnswered.class, AnswerApplications::onRecordOnly);
    on(CallAnswered.class, CallApplications::answered);
    on(CallQueued.class, CallApplications::queued);
    on(CallAssigned.class, CallApplications::assigned);
    on(CallUnassigned.class, CallApplications::unassigned);
    on(CallConnected.class, CallApplications::connected);
    on(CallHeld.class, CallApplications::held);
    on(CallUnheld.class, CallApplications::unheld);
    on(CallRecordingPaused.class, CallApplications::recordingPaused);
    on(CallRecordingResumed.class, CallApplications::recordingResumed);
    on(CallReleased.class, CallApplications::released);
    on(CallMarkedNuisance.class, CallApplications::markedNuisance);
    on(CallDisconnected.class, CallApplications::disconnected);
    on(WrapUpStarted.class, CallApplications::wrapUpStarted);
    on(WrapUpExtended.class, CallApplications::wrapUpExtended);
    on(CallCompleted.class, CallApplications::completed);

    on(JobStarted.class, JobApplications::started);
    on(JobPaused.class, JobApplications::paused);
    on(JobResumed.class, JobApplications::resumed);
    on(JobChanged.class, JobApplications::changed);
    on(JobStopping.class, JobApplications::stopping);
    on(JobEnded.class, JobApplications::ended);
    on(DiallingAuthorised.class, JobApplications::diallingAuthorised);
  }

  private Applications() {}

  /**
   * Applies one event of the journal, for whoever only folds.
   *
   * @return keys of the entities that changed or went, the zone's own always among them
   * @throws IllegalArgumentException if the record is not an event
   */
  public static Set<EntityKey> apply(ZoneState state, SpecificRecord event) {
    return apply(state, event, "");
  }

  /**
   * Applies one event of the journal.
   *
   * @param hash the event's, for the next one to carry; empty if that one is to carry none
   * @return keys of the entities that changed or went, the zone's own always among them
   * @throws IllegalArgumentException if the record is not an event
   */
  public static Set<EntityKey> apply(ZoneState state, SpecificRecord event, String hash) {
    BiConsumer<ZoneState, SpecificRecord> application = TABLE.get(event.getClass());
    if (application == null) {
      throw new IllegalArgumentException(
          event.getSchema().getFullName() + " is not an event of the journal");
    }
    application.accept(state, event);
    EventHeader header = Headers.ofEvent(event);
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

  /** The types of event that have an application; a test compares them with the contract. */
  public static Set<Class<?>> types() {
    return Set.copyOf(TABLE.keySet());
  }

  private static <E extends SpecificRecord> void on(
      Class<E> type, BiConsumer<ZoneState, E> application) {
    TABLE.put(type, (state, event) -> application.accept(state, type.cast(event)));
  }
}
