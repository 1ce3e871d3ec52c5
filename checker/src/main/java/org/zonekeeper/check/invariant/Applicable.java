package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import org.zonekeeper.schemas.journal.FactUnmatched;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.journal.JobResumed;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.JobStopping;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneCheckBegun;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Every event has something to happen to: an agent who is logged on, a job that runs, a check or a
 * request that is open. Calls have an invariant of their own. Kept apart from the domain's own
 * fold, which passes over what it cannot apply.
 */
final class Applicable implements ZoneInvariant {
  private final Map<String, String> sessions = new HashMap<>();
  private final Map<String, String> checks = new HashMap<>();
  private final Set<String> jobs = new HashSet<>();
  private final Set<String> requests = new HashSet<>();

  @Override
  public String id() {
    return "applicable";
  }

  @Override
  public String title() {
    return "no event of an agent, job or request that the zone does not have";
  }

  @Override
  public void next(Read read, Notes notes) {
    switch (read.event()) {
      case AgentLoggedOn e -> loggedOn(read, e, notes);
      case AgentLoggedOff e -> loggedOff(read, e, notes);
      case AgentLogOffPending e -> agent(read, e.getAgentId(), notes);
      case AgentStateChanged e -> agent(read, e.getAgentId(), notes);
      case AgentCallStateChanged e -> agent(read, e.getAgentId(), notes);
      case AgentJobStateChanged e -> agent(read, e.getAgentId(), notes);
      case AgentNailupChanged e -> agent(read, e.getAgentId(), notes);
      case AgentReloginRequired e -> agent(read, e.getAgentId(), notes);
      case CallAssigned e -> agent(read, e.getAgentId(), notes);
      case DesktopCheckRequested e -> {
        agent(read, e.getAgentId(), notes);
        checks.put(e.getAgentId(), e.getCheckId());
      }
      case DesktopCheckPassed e -> checked(read, e.getAgentId(), e.getCheckId(), notes);
      case DesktopCheckFailed e -> checked(read, e.getAgentId(), e.getCheckId(), notes);
      case ZoneTakenOver e -> requests.clear();
      case CallStatusRequested e -> requests.add(e.getRequestId());
      case CallStatusReceived e -> received(read, e, notes);
      case JobStarted e -> started(read, e, notes);
      case JobPaused e -> job(read, e.getJobId(), notes);
      case JobResumed e -> job(read, e.getJobId(), notes);
      case JobChanged e -> job(read, e.getJobId(), notes);
      case JobStopping e -> job(read, e.getJobId(), notes);
      case DiallingAuthorised e -> job(read, e.getJobId(), notes);
      case CallAttempted e -> job(read, e.getJobId(), notes);
      case JobEnded e -> {
        job(read, e.getJobId(), notes);
        jobs.remove(e.getJobId());
      }
      // Of the zone, which every owner changes as it must: see Owners and Outages.
      case ZoneOpened e -> {}
      case HandoverAnnounced e -> {}
      case ZoneHandedOver e -> {}
      case BarrierPassed e -> {}
      case ZoneAvailable e -> {}
      case ZoneCheckBegun e -> {}
      // Of a command: see AnswersOnce.
      case CommandAccepted e -> {}
      case CommandRefused e -> {}
      case CommandAnswerRepeated e -> {}
      // Of a call: see CallLives.
      case CallAnswered e -> {}
      case CallQueued e -> {}
      case CallUnassigned e -> {}
      case CallConnected e -> {}
      case CallHeld e -> {}
      case CallUnheld e -> {}
      case CallRecordingPaused e -> {}
      case CallRecordingResumed e -> {}
      case LiveCallAnnounced e -> {}
      case CallReleased e -> {}
      case CallMarkedNuisance e -> {}
      case CallDisconnected e -> {}
      case WrapUpStarted e -> {}
      case WrapUpExtended e -> {}
      case CallCompleted e -> {}
      // Says itself that it has nothing to happen to.
      case FactUnmatched e -> {}
    }
  }

  private void loggedOn(Read read, AgentLoggedOn on, Notes notes) {
    notes.count("log-ons");
    if (sessions.put(on.getAgentId(), on.getSessionId()) != null) {
      notes.fault(read, "%s: %s was logged on already".formatted(read, on.getAgentId()));
    }
  }

  private void loggedOff(Read read, AgentLoggedOff off, Notes notes) {
    String session = sessions.remove(off.getAgentId());
    checks.remove(off.getAgentId());
    if (session == null) {
      notes.fault(read, "%s: %s was not logged on".formatted(read, off.getAgentId()));
    } else if (!session.equals(off.getSessionId())) {
      notes.fault(
          read,
          "%s ends session %s of %s, whose session was %s"
              .formatted(read, off.getSessionId(), off.getAgentId(), session));
    }
  }

  private void agent(Read read, String agent, Notes notes) {
    if (!sessions.containsKey(agent)) {
      notes.fault(read, "%s: %s is not logged on".formatted(read, agent));
    }
  }

  private void checked(Read read, String agent, String check, Notes notes) {
    if (!Objects.equals(checks.remove(agent), check)) {
      notes.fault(read, "%s: check %s of %s was not open".formatted(read, check, agent));
    }
  }

  private void received(Read read, CallStatusReceived received, Notes notes) {
    if (!requests.remove(received.getRequestId())) {
      notes.fault(
          read,
          "%s answers request %s, which is not open".formatted(read, received.getRequestId()));
    }
  }

  private void started(Read read, JobStarted started, Notes notes) {
    notes.count("jobs started");
    if (!jobs.add(started.getJobId())) {
      notes.fault(read, "%s: job %s ran already".formatted(read, started.getJobId()));
    }
  }

  private void job(Read read, String job, Notes notes) {
    if (!jobs.contains(job)) {
      notes.fault(read, "%s: job %s does not run".formatted(read, job));
    }
  }
}
