package org.zonekeeper.domain;

import java.util.List;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.AddAgentNote;
import org.zonekeeper.schemas.command.AddToDoNotCall;
import org.zonekeeper.schemas.command.BlendAgent;
import org.zonekeeper.schemas.command.BlendToInbound;
import org.zonekeeper.schemas.command.BlendToOutbound;
import org.zonekeeper.schemas.command.BlindTransfer;
import org.zonekeeper.schemas.command.BringZoneUp;
import org.zonekeeper.schemas.command.CancelCallback;
import org.zonekeeper.schemas.command.CancelConsult;
import org.zonekeeper.schemas.command.CancelPreview;
import org.zonekeeper.schemas.command.ChangeConferenceOwnership;
import org.zonekeeper.schemas.command.ChangeContactDetail;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.CompleteTransfer;
import org.zonekeeper.schemas.command.ConnectManualCall;
import org.zonekeeper.schemas.command.ConsultCall;
import org.zonekeeper.schemas.command.CreateCallback;
import org.zonekeeper.schemas.command.DialPreview;
import org.zonekeeper.schemas.command.EndConference;
import org.zonekeeper.schemas.command.ExtendWrapUp;
import org.zonekeeper.schemas.command.ForceLogOff;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.HoldCall;
import org.zonekeeper.schemas.command.LeaveConference;
import org.zonekeeper.schemas.command.LeaveConsult;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.MoveAgent;
import org.zonekeeper.schemas.command.MoveCallback;
import org.zonekeeper.schemas.command.NailUp;
import org.zonekeeper.schemas.command.Originate;
import org.zonekeeper.schemas.command.PauseJob;
import org.zonekeeper.schemas.command.PauseRecording;
import org.zonekeeper.schemas.command.RaiseFeatureLevel;
import org.zonekeeper.schemas.command.RedialContact;
import org.zonekeeper.schemas.command.ReleaseAgent;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.ReportDesktopLost;
import org.zonekeeper.schemas.command.ReportDesktopResumed;
import org.zonekeeper.schemas.command.ReportDoubleLogOn;
import org.zonekeeper.schemas.command.ReportGatewayAlive;
import org.zonekeeper.schemas.command.ReportNailupLost;
import org.zonekeeper.schemas.command.ResumeJob;
import org.zonekeeper.schemas.command.ResumeRecording;
import org.zonekeeper.schemas.command.SendDtmf;
import org.zonekeeper.schemas.command.SetBlendThresholds;
import org.zonekeeper.schemas.command.StartConference;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.command.StopJob;
import org.zonekeeper.schemas.command.TakeZoneDown;
import org.zonekeeper.schemas.command.UnholdCall;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.BlendMeasure;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.DoNotCallNumber;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;

/** Commands for tests, each under an id of its own. */
final class Asked {
  static final String ZONE = "north";
  private static int ids;

  private Asked() {}

  static LogOn logOn(String agent) {
    return new LogOn(
        header(agent),
        agent,
        "ext-" + agent,
        "s-" + agent,
        false,
        "en",
        List.of(),
        null,
        null,
        false,
        false);
  }

  static LogOn logOnByForce(String agent) {
    return new LogOn(
        header(agent),
        agent,
        "ext-" + agent,
        "s2-" + agent,
        true,
        "en",
        List.of(),
        null,
        null,
        false,
        false);
  }

  static LogOff logOff(String agent) {
    return new LogOff(header(agent), agent);
  }

  static GoReady goReady(String agent) {
    return new GoReady(header(agent), agent);
  }

  static GoNotReady goNotReady(String agent) {
    return new GoNotReady(header(agent), agent, "Lunch");
  }

  static ReleaseLine releaseLine(String agent) {
    return new ReleaseLine(header(agent), agent);
  }

  static HoldCall hold(String agent) {
    return new HoldCall(header(agent), agent);
  }

  static UnholdCall unhold(String agent) {
    return new UnholdCall(header(agent), agent);
  }

  static ConsultCall consult(String agent, String second) {
    return new ConsultCall(header(agent), agent, second, null);
  }

  static ConsultCall consultOutside(String agent, String number) {
    return new ConsultCall(header(agent), agent, null, number);
  }

  static BlindTransfer blindTransfer(String agent, String second) {
    return new BlindTransfer(header(agent), agent, second, null);
  }

  static BlindTransfer blindTransferOutside(String agent, String number) {
    return new BlindTransfer(header(agent), agent, null, number);
  }

  static CancelConsult cancelConsult(String agent) {
    return new CancelConsult(header(agent), agent);
  }

  static LeaveConsult leaveConsult(String agent) {
    return new LeaveConsult(header(agent), agent);
  }

  static CompleteTransfer completeTransfer(String agent) {
    return new CompleteTransfer(header(agent), agent);
  }

  static StartConference startConference(String agent) {
    return new StartConference(header(agent), agent);
  }

  static EndConference endConference(String agent) {
    return new EndConference(header(agent), agent);
  }

  static LeaveConference leaveConference(String agent) {
    return new LeaveConference(header(agent), agent);
  }

  static ChangeConferenceOwnership changeOwnership(String agent) {
    return new ChangeConferenceOwnership(header(agent), agent);
  }

  static SendDtmf sendDtmf(String agent, String digits) {
    return new SendDtmf(header(agent), agent, digits);
  }

  static PauseRecording pauseRecording(String agent) {
    return new PauseRecording(header(agent), agent, RecordingPauseReason.CARD_DATA);
  }

  static ResumeRecording resumeRecording(String agent) {
    return new ResumeRecording(header(agent), agent);
  }

  static DialPreview dialPreview(String agent, String numberKind) {
    return new DialPreview(header(agent), agent, numberKind);
  }

  static DialPreview dialPreview(String agent) {
    return dialPreview(agent, null);
  }

  static CancelPreview cancelPreview(String agent, PreviewCancelMode how) {
    return new CancelPreview(header(agent), agent, how);
  }

  static ConnectManualCall connectManual(String agent) {
    return new ConnectManualCall(header(agent), agent);
  }

  /** Where it is the afternoon when stories begin, 17:13 on 14 November 2023. */
  static final String NEW_YORK = "America/New_York";

  static CreateCallback callback(String agent, CallbackType type, String localTime) {
    return new CreateCallback(header(agent), agent, type, localTime, NEW_YORK, null, null, null);
  }

  static CancelCallback cancelCallback(String callback) {
    return new CancelCallback(header("boss"), callback);
  }

  static MoveCallback moveCallback(
      String callback, CallbackType type, String agent, String localTime) {
    return new MoveCallback(header("boss"), callback, type, agent, localTime);
  }

  /** What a text could be proved by. */
  static final String TEXT_HASH = "5f".repeat(32);

  static AddAgentNote note(String agent, String call, int length) {
    return new AddAgentNote(header(agent), agent, call, length, TEXT_HASH);
  }

  static ChangeContactDetail detail(String agent, String call, String detail) {
    return new ChangeContactDetail(header(agent), agent, call, detail, 5, TEXT_HASH);
  }

  /** Without kinds: at no number. */
  static AddToDoNotCall doNotCall(String agent, String call, String... kinds) {
    return new AddToDoNotCall(
        header(agent),
        agent,
        call,
        kinds.length == 0,
        List.of(kinds).stream().map(kind -> new DoNotCallNumber(kind, TEXT_HASH)).toList());
  }

  static RedialContact redial(String agent) {
    return new RedialContact(header(agent), agent, null);
  }

  static WrapUpContact wrapUp(String agent, String code) {
    return new WrapUpContact(header(agent), agent, code);
  }

  static ExtendWrapUp extendWrapUp(String agent) {
    return new ExtendWrapUp(header(agent), agent);
  }

  static ReportAgentStatus status(
      String agent, String check, AgentState state, CallState call, NailupState nailup) {
    return new ReportAgentStatus(header(agent), agent, check, state, call, nailup);
  }

  /** Of a desktop that knows what the zone knows. */
  static ReportAgentStatus inStep(DesktopCheckRequested check) {
    return status(
        check.getAgentId(),
        check.getCheckId(),
        check.getAgentState(),
        check.getCallState(),
        check.getNailup());
  }

  static ReportDesktopLost desktopLost(String agent, String session, String gateway) {
    return new ReportDesktopLost(header(gateway), agent, session, gateway);
  }

  static ReportDesktopResumed desktopResumed(String agent, String session, String gateway) {
    return new ReportDesktopResumed(header(gateway), agent, session, gateway, 10_000L);
  }

  static ReportDoubleLogOn doubleLogOn(String agent, String session, String otherZone) {
    return new ReportDoubleLogOn(header("gateway-1"), agent, session, otherZone);
  }

  static ReportGatewayAlive gatewayAlive(String gateway) {
    return new ReportGatewayAlive(header(gateway), gateway);
  }

  static ReportDesktopLost desktopLost(String agent, String session) {
    return new ReportDesktopLost(header("gateway-1"), agent, session, "");
  }

  static StartJob startJob(String job, JobSettings settings) {
    return new StartJob(header("sue"), job, settings);
  }

  static PauseJob pauseJob(String job) {
    return new PauseJob(header("sue"), job);
  }

  static ResumeJob resumeJob(String job) {
    return new ResumeJob(header("sue"), job);
  }

  static StopJob stopJob(String job) {
    return new StopJob(header("sue"), job);
  }

  /** Changes nothing yet; set what is to change. */
  static ChangeJob changeJob(String job) {
    return ChangeJob.newBuilder().setHeader(header("sue")).setJobId(job).build();
  }

  static MoveAgent moveAgent(String agent, String job) {
    return new MoveAgent(header("sue"), agent, job);
  }

  static Originate originate(String agent, String number) {
    return new Originate(header(agent), agent, number);
  }

  static LogOn logOnToAskForTheLeg(String agent) {
    LogOn logOn = logOn(agent);
    logOn.setNailupAsked(true);
    return logOn;
  }

  static NailUp nailUp(String agent) {
    return new NailUp(header(agent), agent);
  }

  static ReportNailupLost nailupLost(String agent) {
    return new ReportNailupLost(header(agent), agent);
  }

  static ReleaseAgent releaseAgent(String agent) {
    return new ReleaseAgent(header("sue"), agent);
  }

  static BlendToInbound blendToInbound(String agent) {
    return new BlendToInbound(header(agent), agent);
  }

  static BlendToOutbound blendToOutbound(String agent) {
    return new BlendToOutbound(header(agent), agent);
  }

  static SetBlendThresholds blendThresholds(
      String skill, BlendMeasure measure, Long acquire, Long release) {
    return new SetBlendThresholds(header("sue"), skill, measure, acquire, release);
  }

  static BlendAgent blendAgent(String agent, WorkDirection to) {
    return new BlendAgent(header("sue"), agent, to);
  }

  static ForceLogOff forceLogOff(String agent) {
    return new ForceLogOff(header("sue"), agent, "went home");
  }

  static TakeZoneDown takeZoneDown(String failoverZone, long graceMs) {
    return new TakeZoneDown(header("sue"), failoverZone, graceMs, "maintenance");
  }

  static RaiseFeatureLevel raiseFeatureLevel(int level, String grounds) {
    return new RaiseFeatureLevel(header("sue"), level, grounds);
  }

  static BringZoneUp bringZoneUp() {
    return new BringZoneUp(header("sue"), "done");
  }

  /** As a gateway writes it for an agent whose zone goes down. */
  static LogOn movedHere(String agent, String fromZone, boolean ready) {
    LogOn logOn = logOn(agent);
    logOn.setMovedFrom(fromZone);
    logOn.setReady(ready);
    return logOn;
  }

  static CommandBarrier barrier(long epoch, String incarnation) {
    return new CommandBarrier(header("am"), epoch, incarnation);
  }

  /** The same command, sent by somebody who last saw this epoch. */
  static <C extends Command> C seeing(long epoch, C command) {
    command.getHeader().setEpochSeen(epoch);
    return command;
  }

  static CommandHeader header(String actor) {
    return new CommandHeader("c-" + ++ids, ZONE, 0L, actor, ActorRole.AGENT, 0L, "gateway-1", null);
  }
}
