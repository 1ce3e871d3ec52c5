package org.zonekeeper.check.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
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
 * Every event has something to happen to: an agent who is logged on, a job that runs, a campaign
 * that is called for, a check or a request that is open. Calls have an invariant of their own. Kept
 * apart from the domain's own fold, which passes over what it cannot apply.
 */
public final class Applicable extends Judge {
  private final Map<String, String> sessions = new HashMap<>();
  private final Map<String, String> checks = new HashMap<>();
  private final Set<String> jobs = new HashSet<>();
  private final Set<String> campaigns = new HashSet<>();
  private final Set<String> requests = new HashSet<>();

  /** Of one zone's journal. */
  public Applicable() {
    super("applicable", "no event of an agent, job or request that the zone does not have");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case AgentLoggedOn e -> loggedOn(entry, e, findings);
      case AgentLoggedOff e -> loggedOff(entry, e, findings);
      case DesktopResumed e -> resumed(entry, e, findings);
      case AgentLogOffPending e -> agent(entry, e.getAgentId(), findings);
      case AgentStateChanged e -> agent(entry, e.getAgentId(), findings);
      case AgentCallStateChanged e -> agent(entry, e.getAgentId(), findings);
      case AgentJobStateChanged e -> agent(entry, e.getAgentId(), findings);
      case AgentNailupChanged e -> agent(entry, e.getAgentId(), findings);
      case AgentReloginRequired e -> agent(entry, e.getAgentId(), findings);
      case AgentBridgeFailed e -> agent(entry, e.getAgentId(), findings);
      case CallAssigned e -> agent(entry, e.getAgentId(), findings);
      case DesktopCheckRequested e -> {
        agent(entry, e.getAgentId(), findings);
        checks.put(e.getAgentId(), e.getCheckId());
      }
      case DesktopCheckPassed e -> checked(entry, e.getAgentId(), e.getCheckId(), findings);
      case DesktopCheckFailed e -> checked(entry, e.getAgentId(), e.getCheckId(), findings);
      case ZoneTakenOver e -> requests.clear();
      case CallStatusRequested e -> requests.add(e.getRequestId());
      case CallStatusReceived e -> received(entry, e, findings);
      case JobStarted e -> started(entry, e, findings);
      case JobPaused e -> job(entry, e.getJobId(), findings);
      case JobResumed e -> job(entry, e.getJobId(), findings);
      case JobChanged e -> job(entry, e.getJobId(), findings);
      case JobStopping e -> job(entry, e.getJobId(), findings);
      case CampaignDayBegan e -> dayBegan(entry, e, findings);
      case CampaignCountsLearned e -> campaign(entry, e.getCampaign(), findings);
      case DiallingAuthorised e -> job(entry, e.getJobId(), findings);
      case ContactOffered e -> {
        agent(entry, e.getAgentId(), findings);
        job(entry, e.getJobId(), findings);
      }
      case AgentNoteAdded e -> agent(entry, e.getAgentId(), findings);
      case ContactDetailChanged e -> agent(entry, e.getAgentId(), findings);
      case DoNotCallAdded e -> agent(entry, e.getAgentId(), findings);
      case AgentBlendedToInbound e -> agent(entry, e.getAgentId(), findings);
      case BlenderMoveDecided e -> agent(entry, e.getAgentId(), findings);
      // Of a skill: see BlendingBounded.
      case BlendThresholdsChanged e -> {}
      case InboundLoadReceived e -> {}
      case InboundEndRequested e -> agent(entry, e.getAgentId(), findings);
      case AgentBlendedToOutbound e -> agent(entry, e.getAgentId(), findings);
      case InboundStatusRequested e -> agent(entry, e.getAgentId(), findings);
      case InboundStatusReceived e -> agent(entry, e.getAgentId(), findings);
      case InboundStatusMissed e -> agent(entry, e.getAgentId(), findings);
      case CallbackScheduled e -> {
        agent(entry, e.getCreatedBy(), findings);
        job(entry, e.getJobId(), findings);
      }
      case CallbackOffered e -> agent(entry, e.getAgentId(), findings);
      // Of a callback: see F27.
      case CallbackDue e -> {}
      case CallbackPostponed e -> {}
      case CallbackReassigned e -> {}
      case CallbackClosed e -> {}
      case ContactDialled e -> agent(entry, e.getAgentId(), findings);
      case PreviewWithdrawn e -> agent(entry, e.getAgentId(), findings);
      case AgentDialFailed e -> agent(entry, e.getAgentId(), findings);
      // Of a contact that nobody may have been shown, and a job that may be over: see F26.
      case ContactReturned e -> {}
      case CallAttempted e -> job(entry, e.getJobId(), findings);
      case JobEnded e -> {
        job(entry, e.getJobId(), findings);
        jobs.remove(e.getJobId());
      }
      // Of the zone, which every owner changes as it must: see NoSecondOwner and Outages.
      case ZoneOpened e -> {}
      case HandoverAnnounced e -> {}
      case ZoneHandedOver e -> {}
      case BarrierPassed e -> {}
      case ZoneAvailable e -> {}
      case FeatureLevelRaised e -> {}
      case ZoneGoingDown e -> {}
      case ZoneBroughtUp e -> {}
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
      case ConsultRequested e -> {}
      case ConsultDialled e -> {}
      case ConsultCancelEnabled e -> {}
      case ConsultConnected e -> {}
      case LegsJoinRequested e -> {}
      case LegsNotJoined e -> {}
      case ConferenceStarted e -> {}
      case ConferenceOwnershipChanged e -> {}
      case CallTransferred e -> {}
      case ConsultEnded e -> {}
      case DigitsSent e -> {}
      case CallRecordingPaused e -> {}
      case CallRecordingResumed e -> {}
      case LiveCallAnnounced e -> {}
      case CallReleased e -> {}
      case CallMarkedNuisance e -> {}
      case CallDisconnected e -> {}
      case WrapUpStarted e -> {}
      case WrapUpExtended e -> {}
      case CallCompleted e -> {}
      // Of an attempt, whose job may be over: see Authorised.
      case AttemptUnauthorised e -> {}
      // Say themselves that they have nothing to happen to.
      case FactUnmatched e -> {}
      case UnknownCallAnswered e -> {}
    }
  }

  private void loggedOn(HashedEntry entry, AgentLoggedOn on, Findings findings) {
    findings.count("log-ons");
    if (sessions.put(on.getAgentId(), on.getSessionId()) != null) {
      findings.fault(entry, "%s: %s was logged on already".formatted(entry, on.getAgentId()));
    }
  }

  private void loggedOff(HashedEntry entry, AgentLoggedOff off, Findings findings) {
    String session = sessions.remove(off.getAgentId());
    checks.remove(off.getAgentId());
    if (session == null) {
      findings.fault(entry, "%s: %s was not logged on".formatted(entry, off.getAgentId()));
    } else if (!session.equals(off.getSessionId())) {
      findings.fault(
          entry,
          "%s ends session %s of %s, whose session was %s"
              .formatted(entry, off.getSessionId(), off.getAgentId(), session));
    }
  }

  private void resumed(HashedEntry entry, DesktopResumed resumed, Findings findings) {
    String session = sessions.get(resumed.getAgentId());
    findings.require(
        resumed.getSessionId().equals(session),
        entry,
        "%s resumes session %s of %s, whose session was %s"
            .formatted(entry, resumed.getSessionId(), resumed.getAgentId(), session));
  }

  private void agent(HashedEntry entry, String agent, Findings findings) {
    if (!sessions.containsKey(agent)) {
      findings.fault(entry, "%s: %s is not logged on".formatted(entry, agent));
    }
  }

  private void checked(HashedEntry entry, String agent, String check, Findings findings) {
    if (!Objects.equals(checks.remove(agent), check)) {
      findings.fault(entry, "%s: check %s of %s was not open".formatted(entry, check, agent));
    }
  }

  private void received(HashedEntry entry, CallStatusReceived received, Findings findings) {
    if (!requests.remove(received.getRequestId())) {
      findings.fault(
          entry,
          "%s answers request %s, which is not open".formatted(entry, received.getRequestId()));
    }
  }

  private void started(HashedEntry entry, JobStarted started, Findings findings) {
    findings.count("jobs started");
    campaigns.add(started.getSettings().getCampaign());
    if (!jobs.add(started.getJobId())) {
      findings.fault(entry, "%s: job %s ran already".formatted(entry, started.getJobId()));
    }
  }

  private void dayBegan(HashedEntry entry, CampaignDayBegan day, Findings findings) {
    campaign(entry, day.getCampaign(), findings);
    long at = day.getHeader().getAt();
    if (at < day.getDayBeganAt() || day.getDayEndsAt() <= at) {
      findings.fault(
          entry, "%s: the day of campaign %s is not this one".formatted(entry, day.getCampaign()));
    }
  }

  private void campaign(HashedEntry entry, String campaign, Findings findings) {
    if (!campaigns.contains(campaign)) {
      findings.fault(entry, "%s: campaign %s was never called for".formatted(entry, campaign));
    }
  }

  private void job(HashedEntry entry, String job, Findings findings) {
    if (!jobs.contains(job)) {
      findings.fault(entry, "%s: job %s does not run".formatted(entry, job));
    }
  }
}
