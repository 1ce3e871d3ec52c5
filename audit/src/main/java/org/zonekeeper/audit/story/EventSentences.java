package org.zonekeeper.audit.story;

import java.util.Locale;
import java.util.stream.Collectors;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.common.JobSettings;
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
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LegsJoinRequested;
import org.zonekeeper.schemas.journal.LegsNotJoined;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.journal.TransferGrounds;
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

/** An event in a sentence; a type without one does not compile. Stateless; any thread. */
public final class EventSentences {
  private EventSentences() {}

  /** What the event says happened. */
  public static String of(Event event) {
    return switch (event) {
      case ZoneOpened e -> "zone opened by " + e.getOwner().getAgentManager();
      case HandoverAnnounced e ->
          "%s announces a handover: %s".formatted(e.getOwner().getAgentManager(), e.getGrounds());
      case ZoneHandedOver e ->
          "zone handed over %s from %s to %s, epoch %d: %s"
              .formatted(
                  e.getTolerated() ? "after a tolerated failure" : "as planned",
                  e.getPreviousOwner().getAgentManager(),
                  e.getOwner().getAgentManager(),
                  e.getHeader().getEpoch(),
                  e.getGrounds());
      case ZoneTakenOver e ->
          "OUTAGE, zone taken over from %s by %s, epoch %d: %s"
              .formatted(
                  e.getPreviousOwner().getAgentManager(),
                  e.getOwner().getAgentManager(),
                  e.getHeader().getEpoch(),
                  e.getGrounds());
      case BarrierPassed e ->
          "all %s from the outage are read"
              .formatted(e.getStream().name().toLowerCase(Locale.ROOT));
      case ZoneAvailable e ->
          e.getOutageBeganAt() == 0
              ? "zone works"
              : "outage over after %d ms: zone works again with %s"
                  .formatted(
                      e.getHeader().getAt() - e.getOutageBeganAt(), e.getOwner().getAgentManager());
      case ZoneCheckBegun e -> "calls and desktops are checked";
      case FeatureLevelRaised e ->
          "feature level raised from %d to %d by %s%s"
              .formatted(e.getFromLevel(), e.getToLevel(), e.getActor(), why(e.getGrounds()));
      case ZoneGoingDown e ->
          "ZONE TAKEN DOWN by %s%s within %d ms%s"
              .formatted(
                  e.getActor(),
                  e.getFailoverZone() == null
                      ? ", its agents are logged off"
                      : ", its agents go to zone " + e.getFailoverZone(),
                  e.getDeadline() - e.getHeader().getAt(),
                  why(e.getGrounds()));
      case ZoneBroughtUp e ->
          "zone brought up again by %s%s".formatted(e.getActor(), why(e.getGrounds()));
      case CommandAccepted e -> "%s of %s carried out".formatted(e.getCommand(), e.getActor());
      case CommandRefused e ->
          "%s of %s REFUSED by %s, %s: %s"
              .formatted(
                  e.getCommand(),
                  e.getActor(),
                  e.getRefusedBy() == RefusedBy.GATEWAY ? "the gateway" : "the zone",
                  e.getReason(),
                  e.getText());
      case CommandAnswerRepeated e ->
          "%s of %s came again: same answer again".formatted(e.getCommand(), e.getActor());
      case CallAttempted e ->
          "dialled for job %s, campaign %s, contact %s"
              .formatted(e.getJobId(), e.getCampaign(), e.getContact());
      case AttemptUnauthorised e ->
          "dialled WITHOUT a valid authorisation: '%s' is %s"
              .formatted(e.getAuthorisationId(), e.getBreach());
      case UnknownCallAnswered e ->
          "a person ANSWERED A CALL THAT THE ZONE DOES NOT HAVE (%s): nuisance message, cause %s"
              .formatted(e.getText(), e.getCause());
      case CallAnswered e ->
          "answered by live voice; greeting of %d ms"
              .formatted(e.getGreetingEndedAt() - e.getAnsweredAt());
      case CallQueued e -> "no agent free: queued";
      case CallAssigned e -> "assigned to agent " + e.getAgentId();
      case CallUnassigned e ->
          "agent %s taken off the call: %s".formatted(e.getAgentId(), e.getText());
      case CallConnected e -> "agent %s and customer hear each other".formatted(e.getAgentId());
      case CallHeld e -> "customer on hold";
      case CallUnheld e -> "customer off hold";
      case CallRecordingPaused e -> "recording paused: " + e.getReason();
      case CallRecordingResumed e -> "recording goes on";
      case LiveCallAnnounced e -> "told anew to recorders as a live call";
      case CallReleased e -> "platform asked to end the call: " + e.getText();
      case CallMarkedNuisance e -> "MARKED as nuisance call, cause " + e.getCause();
      case CallDisconnected e -> "line down, ended by " + e.getEndedBy();
      case WrapUpStarted e -> "wrap-up of agent %s begins".formatted(e.getAgentId());
      case WrapUpExtended e ->
          "wrap-up extended, %d extensions left".formatted(e.getExtensionsLeft());
      case CallCompleted e ->
          "completed with code %s%s"
              .formatted(
                  e.getCompletionCode(),
                  e.getNuisance() == null ? "" : ", nuisance " + e.getNuisance());
      case CallStatusRequested e ->
          "platform asked which of %d calls it still has".formatted(e.getCalls().size());
      case CallStatusReceived e ->
          e.getUnknownCalls().isEmpty()
              ? "platform still has all calls it was asked about"
              : "platform no longer has: " + String.join(", ", e.getUnknownCalls());
      case FactUnmatched e -> "%s matches nothing: %s".formatted(e.getFact(), e.getText());
      case AgentLoggedOn e ->
          "agent %s logs on%s"
              .formatted(
                  e.getAgentId(),
                  e.getMovedFrom() == null ? "" : ", moved from zone " + e.getMovedFrom());
      case DesktopResumed e ->
          "desktop of agent %s takes its session up at gateway %s"
              .formatted(e.getAgentId(), e.getGateway());
      case AgentLoggedOff e ->
          "agent %s logged off: %s%s%s"
              .formatted(
                  e.getAgentId(),
                  e.getGrounds(),
                  e.getMove() == null ? "" : " to zone " + e.getMove().getToZone(),
                  why(e.getText()));
      case AgentLogOffPending e ->
          "agent %s will be logged off after the call in hand".formatted(e.getAgentId());
      case AgentStateChanged e ->
          "agent %s is %s%s"
              .formatted(
                  e.getAgentId(),
                  e.getAgentState(),
                  e.getReasonCode() == null ? "" : " (" + e.getReasonCode() + ")");
      case AgentCallStateChanged e ->
          "agent %s shows %s%s"
              .formatted(
                  e.getAgentId(),
                  e.getCallState(),
                  e.getCallId() == null ? "" : " with call " + e.getCallId());
      case AgentJobStateChanged e ->
          "agent %s is %s%s%s (%s)"
              .formatted(
                  e.getAgentId(),
                  e.getJobState(),
                  e.getJobId() == null ? "" : " of job " + e.getJobId(),
                  e.getTargetJobId() == null ? "" : ", to go to " + e.getTargetJobId(),
                  e.getGrounds());
      case AgentNailupChanged e ->
          "voice leg of agent %s: %s".formatted(e.getAgentId(), e.getNailup());
      case AgentBridgeFailed e ->
          "agent %s could not be put through, the %d. time in a row"
              .formatted(e.getAgentId(), e.getInARow());
      case ConsultRequested e ->
          "agent %s wants %s of %s%s"
              .formatted(
                  e.getAgentId(),
                  e.getBlind() ? "to hand the call over to" : "the advice",
                  party(e.getSecondAgentId(), e.getAddress()),
                  e.getWaits() ? ", who is busy" : "");
      case ConsultDialled e ->
          "agent %s calls %s in; the customer is on hold"
              .formatted(e.getAgentId(), party(e.getSecondAgentId(), e.getAddress()));
      case ConsultCancelEnabled e -> "the second party rings";
      case ConsultConnected e ->
          "agent %s talks with %s, the customer hears nothing of it"
              .formatted(e.getAgentId(), party(e.getSecondAgentId(), e.getAddress()));
      case LegsJoinRequested e ->
          "agent %s wants a %s"
              .formatted(e.getAgentId(), e.getJoin().name().toLowerCase(Locale.ROOT));
      case LegsNotJoined e ->
          "the %s came to nothing: %s"
              .formatted(e.getJoin().name().toLowerCase(Locale.ROOT), e.getText());
      case ConferenceStarted e ->
          "conference of the customer, agent %s and %s"
              .formatted(e.getAgentId(), party(e.getSecondAgentId(), e.getAddress()));
      case ConferenceOwnershipChanged e ->
          "the conference is agent %s's instead of agent %s's"
              .formatted(e.getAgentId(), e.getSecondAgentId());
      case CallTransferred e ->
          "call handed over from agent %s to %s%s%s"
              .formatted(
                  e.getAgentId(),
                  party(e.getSecondAgentId(), e.getAddress()),
                  e.getGrounds() == TransferGrounds.REQUESTED ? "" : ", " + e.getGrounds(),
                  e.getCompletionCode() == null
                      ? ""
                      : "; its completion code is " + e.getCompletionCode() + " from now on");
      case ConsultEnded e ->
          "%s out of the call, %s at %s: %s"
              .formatted(
                  party(e.getSecondAgentId(), e.getAddress()),
                  e.getGrounds(),
                  e.getPhase(),
                  e.getText());
      case ContactOffered e ->
          "contact %s of job %s shown to agent %s for %d ms (%s)"
              .formatted(
                  e.getContact(),
                  e.getJobId(),
                  e.getAgentId(),
                  e.getDeadline() - e.getHeader().getAt(),
                  e.getPacing());
      case ContactDialled e ->
          "agent %s dials contact %s, number of kind %s (%s)%s"
              .formatted(
                  e.getAgentId(),
                  e.getContact(),
                  e.getNumberKind(),
                  e.getGrounds(),
                  e.getRedialOf() == null ? "" : ", again after call " + e.getRedialOf());
      case AgentNoteAdded e ->
          "agent %s wrote a note of %d characters about contact %s"
              .formatted(e.getAgentId(), e.getLength(), e.getContact());
      case ContactDetailChanged e ->
          "agent %s changed %s of contact %s"
              .formatted(e.getAgentId(), e.getDetail(), e.getContact());
      case DoNotCallAdded e ->
          "agent %s was told that contact %s is not to be called any more%s"
              .formatted(
                  e.getAgentId(),
                  e.getContact(),
                  e.getAllNumbers()
                      ? ""
                      : " at "
                          + e.getNumbers().stream()
                              .map(DoNotCallNumber::getNumberKind)
                              .collect(Collectors.joining(", ")));
      case AgentBlendedToInbound e ->
          "agent %s went to inbound work (%s)".formatted(e.getAgentId(), e.getWorkId());
      case BlenderMoveDecided e ->
          "the blender moves agent %s of job %s to %s work for skill %s: %s was %d, the threshold %d"
              .formatted(
                  e.getAgentId(),
                  e.getJobId(),
                  e.getTo().toString().toLowerCase(Locale.ROOT),
                  e.getSkill(),
                  e.getMeasure(),
                  e.getMeasured(),
                  e.getThreshold());
      case BlendThresholdsChanged e ->
          e.getThresholds() == null
              ? "the blender leaves skill %s alone from now on".formatted(e.getSkill())
              : "the blender acquires agents for skill %s from %d %s up and releases from %d down"
                  .formatted(
                      e.getSkill(),
                      e.getThresholds().getAcquire(),
                      e.getThresholds().getMeasure(),
                      e.getThresholds().getRelease());
      case InboundLoadReceived e ->
          "%d calls wait for skill %s on the inbound side, the first for %d ms"
              .formatted(e.getWaitingCalls(), e.getSkill(), e.getLongestWaitMs());
      case InboundEndRequested e ->
          "the inbound side is to give agent %s no more work (%s)"
              .formatted(e.getAgentId(), e.getWorkId());
      case AgentBlendedToOutbound e ->
          "agent %s came back from inbound work (%s, %s): %s"
              .formatted(e.getAgentId(), e.getWorkId(), e.getGrounds(), e.getText());
      case InboundStatusRequested e ->
          "asked the inbound side whether it has agent %s (%s)"
              .formatted(e.getAgentId(), e.getWorkId());
      case InboundStatusReceived e ->
          "the inbound side has agent %s (%s)".formatted(e.getAgentId(), e.getWorkId());
      case InboundStatusMissed e ->
          "the inbound side did not say in time whether it has agent %s (%s)"
              .formatted(e.getAgentId(), e.getWorkId());
      case CallbackScheduled e ->
          "agent %s arranged callback %s (%s) with contact %s for %s in %s%s%s"
              .formatted(
                  e.getCreatedBy(),
                  e.getCallbackId(),
                  e.getType(),
                  e.getContact(),
                  e.getLocalTime(),
                  e.getTimeZone(),
                  e.getAgentId() == null ? "" : ", by agent " + e.getAgentId(),
                  e.getReplaces() == null ? "" : ", in place of callback " + e.getReplaces());
      case CallbackDue e ->
          "callback %s with contact %s is due%s"
              .formatted(
                  e.getCallbackId(),
                  e.getContact(),
                  e.getAgentId() == null ? "" : " for agent " + e.getAgentId());
      case CallbackOffered e ->
          "callback %s goes to agent %s".formatted(e.getCallbackId(), e.getAgentId());
      case CallbackPostponed e ->
          "callback %s put off to %s (%s, %d tries so far)"
              .formatted(e.getCallbackId(), e.getLocalTime(), e.getGrounds(), e.getTries());
      case CallbackReassigned e ->
          "callback %s is now %s%s (%s)"
              .formatted(
                  e.getCallbackId(),
                  e.getType(),
                  e.getAgentId() == null ? "" : ", for agent " + e.getAgentId(),
                  e.getGrounds());
      case CallbackClosed e ->
          "callback %s with contact %s is over: %s"
              .formatted(e.getCallbackId(), e.getContact(), e.getGrounds());
      case ContactReturned e ->
          "contact %s not dialled%s: %s"
              .formatted(
                  e.getContact(),
                  e.getAgentId() == null ? "" : " by agent " + e.getAgentId(),
                  e.getGrounds());
      case PreviewWithdrawn e ->
          "contact %s taken from agent %s: %s"
              .formatted(e.getContact(), e.getAgentId(), e.getText());
      case AgentDialFailed e ->
          "agent %s reached nobody, %s: %s"
              .formatted(e.getAgentId(), e.getReasonCode(), e.getText());
      case DigitsSent e -> "agent %s sent %d digits".formatted(e.getAgentId(), e.getDigits());
      case DesktopCheckRequested e ->
          "desktop of agent %s asked for its states".formatted(e.getAgentId());
      case DesktopCheckPassed e -> "desktop of agent %s agrees".formatted(e.getAgentId());
      case DesktopCheckFailed e ->
          "desktop of agent %s FAILED the check: %s".formatted(e.getAgentId(), e.getText());
      case AgentReloginRequired e ->
          "agent %s must log on anew: the Disconnect of %s never came"
              .formatted(e.getAgentId(), e.getCallId());
      case JobStarted e -> "job %s starts: %s".formatted(e.getJobId(), settings(e.getSettings()));
      case JobPaused e -> "job %s paused".formatted(e.getJobId());
      case JobResumed e -> "job %s goes on".formatted(e.getJobId());
      case JobChanged e -> "job %s changed: %s".formatted(e.getJobId(), settings(e.getSettings()));
      case JobStopping e -> "job %s stops: %s".formatted(e.getJobId(), e.getGrounds());
      case JobEnded e -> "job %s over: %s".formatted(e.getJobId(), e.getGrounds());
      case DiallingAuthorised e ->
          "up to %d attempts of job %s authorised for %d ms"
              .formatted(e.getCount(), e.getJobId(), e.getValidUntil() - e.getHeader().getAt());
      case CampaignDayBegan e ->
          "day of campaign %s begins, time zone %s".formatted(e.getCampaign(), e.getTimeZone());
      case CampaignCountsLearned e ->
          "campaign %s has %d live answers and %d nuisance calls today in %d other zones"
              .formatted(e.getCampaign(), e.getLiveAnswered(), e.getNuisances(), e.getZones());
    };
  }

  private static String why(String grounds) {
    return grounds.isEmpty() ? "" : ": " + grounds;
  }

  private static String party(String agentId, String address) {
    return agentId == null ? "the external party " + address : "agent " + agentId;
  }

  private static String settings(JobSettings settings) {
    return "campaign %s, priority %d, %s, %s"
        .formatted(
            settings.getCampaign(),
            settings.getPriority(),
            settings.getPacing(),
            settings.getCallQueuing() ? "with a queue" : "without a queue");
  }
}
