package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import java.util.function.Function;
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
import org.zonekeeper.schemas.command.HandOverZone;
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
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.RefusedBy;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.AnswerRecord;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * Where every command arrives: checks what holds for all of them, hands it to its decision, and
 * answers it exactly once. Stateless; called by the engine.
 */
public final class CommandDecisions {
  private CommandDecisions() {}

  /**
   * Decides on a command.
   *
   * @param fingerprint of its type, id and content
   */
  public static void decide(Command command, long fingerprint, Decision draft) {
    if (command instanceof CommandBarrier barrier) {
      Recovery.commandBarrier(barrier, draft);
      return;
    }
    CommandHeader header = command.getHeader();
    String type = command.typeName();
    Optional<AnswerRecord> known = draft.zone().answer(header.getCommandId());
    if (known.isPresent() && isAnother(fingerprint, known.get())) {
      draft.add(refusal(header, type, reused(header, type), RefusedBy.ZONE));
    } else if (known.isPresent()) {
      draft.add(
          new CommandAnswerRepeated(
              header.getCommandId(),
              type,
              header.getActor(),
              known.get().getReason(),
              known.get().getText()));
    } else if (header.getRefusedByGateway() != null
        && ZoneLevels.refusal(command, draft).isEmpty()) {
      draft.add(refusal(header, type, atGateway(header), RefusedBy.GATEWAY));
    } else {
      CommandVerdict verdict =
          closed(header, draft)
              .or(() -> ZoneLevels.refusal(command, draft))
              .or(() -> ZoneShutdown.refusal(command, draft))
              .orElseGet(() -> verdict(command, draft));
      draft.add(
          switch (verdict) {
            case CommandVerdict.Accepted accepted ->
                new CommandAccepted(header.getCommandId(), type, header.getActor());
            case CommandVerdict.Refused refused -> refusal(header, type, refused, RefusedBy.ZONE);
          });
    }
  }

  private static boolean isAnother(long fingerprint, AnswerRecord known) {
    return known.getFingerprint() != 0 && known.getFingerprint() != fingerprint;
  }

  private static CommandVerdict.Refused reused(CommandHeader header, String type) {
    return new CommandVerdict.Refused(
        RefusalReason.COMMAND_ID_REUSED,
        "the id %s was that of another command within the last ten minutes, so this %s was not done; send it under an id of its own"
            .formatted(header.getCommandId(), type));
  }

  private static CommandVerdict verdict(Command command, Decision draft) {
    return switch (command) {
      case LogOn c -> logOn(c, draft);
      case LogOff c -> onAgent(c.getAgentId(), draft, agent -> Sessions.logOff(c, agent, draft));
      case GoReady c ->
          onAgent(c.getAgentId(), draft, agent -> Availability.goReady(c, agent, draft));
      case GoNotReady c ->
          onAgent(c.getAgentId(), draft, agent -> Availability.goNotReady(c, agent, draft));
      case ReleaseLine c ->
          onAgent(c.getAgentId(), draft, agent -> Conversations.releaseLine(c, agent, draft));
      case HoldCall c ->
          onAgent(c.getAgentId(), draft, agent -> Conversations.hold(c, agent, draft));
      case UnholdCall c ->
          onAgent(c.getAgentId(), draft, agent -> Conversations.unhold(c, agent, draft));
      case ConsultCall c ->
          onAgent(
              c.getAgentId(),
              draft,
              agent -> Consults.consult(agent, c.getSecondAgentId(), c.getNumber(), draft));
      case BlindTransfer c ->
          onAgent(
              c.getAgentId(),
              draft,
              agent -> Consults.blindTransfer(agent, c.getSecondAgentId(), c.getNumber(), draft));
      case CancelConsult c ->
          onAgent(c.getAgentId(), draft, agent -> Consults.cancel(agent, draft));
      case LeaveConsult c ->
          onAgent(c.getAgentId(), draft, agent -> Consults.leaveConsult(agent, draft));
      case CompleteTransfer c ->
          onAgent(c.getAgentId(), draft, agent -> Consults.completeTransfer(agent, draft));
      case StartConference c ->
          onAgent(c.getAgentId(), draft, agent -> Consults.startConference(agent, draft));
      case EndConference c ->
          onAgent(c.getAgentId(), draft, agent -> Consults.endConference(agent, draft));
      case LeaveConference c ->
          onAgent(c.getAgentId(), draft, agent -> Consults.leaveConference(agent, draft));
      case ChangeConferenceOwnership c ->
          onAgent(c.getAgentId(), draft, agent -> Consults.changeOwnership(agent, draft));
      case SendDtmf c ->
          onAgent(c.getAgentId(), draft, agent -> Conversations.sendDtmf(c, agent, draft));
      case PauseRecording c ->
          onAgent(c.getAgentId(), draft, agent -> Conversations.pauseRecording(c, agent, draft));
      case ResumeRecording c ->
          onAgent(c.getAgentId(), draft, agent -> Conversations.resumeRecording(c, agent, draft));
      case DialPreview c -> onAgent(c.getAgentId(), draft, agent -> Previews.dial(c, agent, draft));
      case CancelPreview c ->
          onAgent(c.getAgentId(), draft, agent -> Previews.cancel(c, agent, draft));
      case ConnectManualCall c ->
          onAgent(c.getAgentId(), draft, agent -> AgentDials.connect(c, agent, draft));
      case RedialContact c ->
          onAgent(c.getAgentId(), draft, agent -> AgentDials.redial(c, agent, draft));
      case Originate c ->
          onAgent(c.getAgentId(), draft, agent -> KeyedNumbers.originate(c, agent, draft));
      case CreateCallback c ->
          onAgent(c.getAgentId(), draft, agent -> Callbacks.create(c, agent, draft));
      case AddAgentNote c ->
          onAgent(c.getAgentId(), draft, agent -> ContactInHand.note(c, agent, draft));
      case ChangeContactDetail c ->
          onAgent(c.getAgentId(), draft, agent -> ContactInHand.detail(c, agent, draft));
      case AddToDoNotCall c ->
          onAgent(c.getAgentId(), draft, agent -> DoNotCall.add(c, agent, draft));
      case NailUp c -> onAgent(c.getAgentId(), draft, agent -> NailupFacts.nailUp(agent, draft));
      case ReportNailupLost c ->
          onAgent(c.getAgentId(), draft, agent -> NailupFacts.reportLost(agent, draft));
      case BlendToInbound c ->
          onAgent(c.getAgentId(), draft, agent -> Blending.toInbound(agent, draft));
      case BlendToOutbound c ->
          onAgent(c.getAgentId(), draft, agent -> Blending.toOutbound(agent, draft));
      case WrapUpContact c ->
          onAgent(c.getAgentId(), draft, agent -> WrapUps.wrapUp(c, agent, draft));
      case ExtendWrapUp c ->
          onAgent(c.getAgentId(), draft, agent -> WrapUps.extend(c, agent, draft));
      case ReportAgentStatus c ->
          onDesktop(c.getAgentId(), draft, agent -> DesktopChecks.report(c, agent, draft));
      case ReportDesktopLost c ->
          onDesktop(c.getAgentId(), draft, agent -> Sessions.desktopLost(c, agent, draft));
      case ReportDesktopResumed c ->
          onDesktop(c.getAgentId(), draft, agent -> Sessions.desktopResumed(c, agent, draft));
      case ReportDoubleLogOn c ->
          onDesktop(c.getAgentId(), draft, agent -> Sessions.doubleLogOn(c, agent, draft));
      case StartJob c -> Jobs.start(c, draft);
      case PauseJob c -> Jobs.pause(c, draft);
      case ResumeJob c -> Jobs.resume(c, draft);
      case StopJob c -> Jobs.stop(c, draft);
      case ChangeJob c -> Jobs.change(c, draft);
      case CancelCallback c -> Callbacks.cancel(c, draft);
      case MoveCallback c -> Callbacks.move(c, draft);
      case MoveAgent c -> AgentMoves.moveAgent(c, draft);
      case ReleaseAgent c -> AgentMoves.releaseAgent(c, draft);
      case BlendAgent c -> Blending.blend(c, draft);
      case SetBlendThresholds c -> BlendSkills.setThresholds(c, draft);
      case ForceLogOff c -> Sessions.forceLogOff(c, draft);
      case TakeZoneDown c -> ZoneShutdown.takeDown(c, draft);
      case BringZoneUp c -> ZoneShutdown.bringUp(c, draft);
      case RaiseFeatureLevel c -> ZoneLevels.raise(c, draft);
      case HandOverZone c -> Recovery.handOver(c, draft);
      case ReportGatewayAlive c ->
          throw new IllegalStateException("a sign of life has no verdict: " + c.getHeader());
      case CommandBarrier c ->
          throw new IllegalStateException("a barrier has no verdict: " + c.getHeader());
    };
  }

  /** Refused, not parked: what was sent before or during an outage is never done behind a back. */
  private static Optional<CommandVerdict> closed(CommandHeader header, Decision draft) {
    ZoneRecord zone = draft.zone().zone();
    if (zone.getLife() != ZoneLife.AVAILABLE) {
      return Optional.of(
          refused(
              RefusalReason.ZONE_NOT_AVAILABLE,
              "zone %s is not available: a new owner is taking it over; nothing was changed, send"
                  + " the command again when the zone is announced as available",
              zone.getZone()));
    }
    if (header.getEpochSeen() != 0 && header.getEpochSeen() < zone.getLastOutageEpoch()) {
      return Optional.of(
          refused(
              RefusalReason.ZONE_NOT_AVAILABLE,
              "the command was sent in epoch %d of zone %s, before the outage that epoch %d mended;"
                  + " nothing was changed, send it again if it is still wanted",
              header.getEpochSeen(),
              zone.getZone(),
              zone.getLastOutageEpoch()));
    }
    return Optional.empty();
  }

  private static CommandVerdict logOn(LogOn c, Decision draft) {
    return draft
        .zone()
        .agent(c.getAgentId())
        .filter(agent -> agent.getReloginRequired() && !c.getForce())
        .map(CommandDecisions::reloginRequired)
        .orElseGet(() -> Sessions.logOn(c, draft));
  }

  private static CommandVerdict reloginRequired(AgentRecord agent) {
    return refused(
        RefusalReason.RELOGIN_REQUIRED,
        "the end of call %s was never reported, so agent %s can only log on again by force",
        agent.getCallId(),
        agent.getAgentId());
  }

  private static CommandVerdict notLoggedOn(String agentId, Decision draft) {
    return refused(
        RefusalReason.NOT_LOGGED_ON,
        "agent %s is not logged on in zone %s; log on first",
        agentId,
        draft.zone().zone().getZone());
  }

  private static CommandRefused refusal(
      CommandHeader header, String type, CommandVerdict.Refused refused, RefusedBy by) {
    return new CommandRefused(
        header.getCommandId(), type, header.getActor(), refused.reason(), refused.text(), by);
  }

  private static CommandVerdict.Refused atGateway(CommandHeader header) {
    return new CommandVerdict.Refused(
        header.getRefusedByGateway(),
        "refused by gateway %s, on record only".formatted(header.getOrigin()));
  }

  /** What an agent asks: nobody who must log on again may ask for anything else (F19). */
  private static CommandVerdict onAgent(
      String agentId, Decision draft, Function<AgentRecord, CommandVerdict> decision) {
    return onDesktop(
        agentId,
        draft,
        agent -> agent.getReloginRequired() ? reloginRequired(agent) : decision.apply(agent));
  }

  /** What is reported about an agent's desktop. */
  private static CommandVerdict onDesktop(
      String agentId, Decision draft, Function<AgentRecord, CommandVerdict> decision) {
    return draft.zone().agent(agentId).map(decision).orElseGet(() -> notLoggedOn(agentId, draft));
  }
}
