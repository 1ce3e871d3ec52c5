package org.zonekeeper.acr.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
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
import org.zonekeeper.schemas.recorder.RecorderHeader;

/**
 * The one table from the journal's events to the recorder's: each becomes one, or is kept back. It
 * looks at nothing but the event, so that whoever reads a journal, from wherever, gets the same. A
 * test holds the two lists against the contract: a new event type must be put into one of them.
 * Immutable; any thread.
 */
public final class RecorderMapping {
  private static final Map<Class<?>, BiFunction<SpecificRecord, RecorderHeader, SpecificRecord>>
      TABLE = new HashMap<>();

  static {
    on(ZoneTakenOver.class, ZoneEvents::takenOver);
    on(ZoneHandedOver.class, ZoneEvents::handedOver);
    on(ZoneAvailable.class, ZoneEvents::available);
    on(AgentLoggedOn.class, AgentEvents::loggedOn);
    on(AgentLoggedOff.class, AgentEvents::loggedOff);
    on(AgentStateChanged.class, AgentEvents::stateChanged);
    on(CallAnswered.class, CallEvents::answered);
    on(CallConnected.class, CallEvents::connected);
    on(CallHeld.class, CallEvents::held);
    on(CallUnheld.class, CallEvents::unheld);
    on(CallRecordingPaused.class, CallEvents::recordingPaused);
    on(CallRecordingResumed.class, CallEvents::recordingResumed);
    on(CallDisconnected.class, CallEvents::disconnected);
    on(CallMarkedNuisance.class, CallEvents::markedNuisance);
    on(CallCompleted.class, CallEvents::completed);
    on(LiveCallAnnounced.class, CallEvents::underWay);
  }

  /** The Agent Manager's own affairs: pacing, queueing, answers to commands, checks, wrap-up. */
  static final Set<Class<? extends SpecificRecord>> KEPT_BACK =
      Set.of(
          // ZoneAvailable follows at once, and says all that a recorder needs.
          ZoneOpened.class,
          HandoverAnnounced.class,
          BarrierPassed.class,
          ZoneCheckBegun.class,
          CommandAccepted.class,
          CommandRefused.class,
          CommandAnswerRepeated.class,
          AgentLogOffPending.class,
          AgentCallStateChanged.class,
          AgentJobStateChanged.class,
          AgentNailupChanged.class,
          DesktopCheckRequested.class,
          DesktopCheckPassed.class,
          DesktopCheckFailed.class,
          AgentReloginRequired.class,
          AgentBridgeFailed.class,
          // Nobody has answered yet: nothing to record.
          CallAttempted.class,
          AttemptUnauthorised.class,
          // The person hears a recording; nobody of the zone is on the line.
          UnknownCallAnswered.class,
          CallQueued.class,
          CallAssigned.class,
          CallUnassigned.class,
          // Only asked for; CallDisconnected follows.
          CallReleased.class,
          WrapUpStarted.class,
          WrapUpExtended.class,
          FactUnmatched.class,
          CallStatusRequested.class,
          CallStatusReceived.class,
          JobStarted.class,
          JobPaused.class,
          JobResumed.class,
          JobChanged.class,
          JobStopping.class,
          JobEnded.class,
          DiallingAuthorised.class);

  private RecorderMapping() {}

  /** Whether a recorder gets the journal's event. */
  public static boolean includes(SpecificRecord event) {
    return TABLE.containsKey(event.getClass());
  }

  /**
   * The recorder's event, if it gets one.
   *
   * @param previous sequence of the zone's event that was mapped before this one; 0: none
   */
  public static Optional<SpecificRecord> map(SpecificRecord event, long previous) {
    return Optional.ofNullable(TABLE.get(event.getClass()))
        .map(mapping -> mapping.apply(event, header(Headers.ofEvent(event), previous)));
  }

  static Set<Class<?>> mapped() {
    return Set.copyOf(TABLE.keySet());
  }

  private static RecorderHeader header(EventHeader of, long previous) {
    return new RecorderHeader(of.getZone(), of.getEpoch(), of.getSequence(), previous, of.getAt());
  }

  private static <E extends SpecificRecord> void on(
      Class<E> type, BiFunction<E, RecorderHeader, SpecificRecord> mapping) {
    TABLE.put(type, (event, header) -> mapping.apply(type.cast(event), header));
  }
}
