package org.zonekeeper.acr;

import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
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
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Which events of the journal a recorder gets, and which it does not. A test holds the two lists
 * against the contract: a new event type must be put into one of them. Immutable; any thread.
 */
public final class ForwardedEvents {
  /** Zones' availability; agents' sessions and states; conversations from end to end. */
  public static final Set<Class<? extends SpecificRecord>> FORWARDED =
      Set.of(
          ZoneOpened.class,
          ZoneTakenOver.class,
          ZoneHandedOver.class,
          ZoneAvailable.class,
          AgentLoggedOn.class,
          AgentLoggedOff.class,
          AgentStateChanged.class,
          CallConnected.class,
          CallHeld.class,
          CallUnheld.class,
          CallDisconnected.class,
          CallMarkedNuisance.class,
          CallCompleted.class);

  /** The Agent Manager's own affairs: pacing, queueing, answers to commands, checks, wrap-up. */
  public static final Set<Class<? extends SpecificRecord>> KEPT_BACK =
      Set.of(
          HandoverAnnounced.class,
          BarrierPassed.class,
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
          CallAttempted.class,
          CallAnswered.class,
          CallQueued.class,
          CallAssigned.class,
          CallUnassigned.class,
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

  private ForwardedEvents() {}

  /** Whether a recorder gets the event. */
  public static boolean includes(SpecificRecord event) {
    return FORWARDED.contains(event.getClass());
  }
}
