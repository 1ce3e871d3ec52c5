package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.Headers;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.ExtendWrapUp;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.HandOverZone;
import org.zonekeeper.schemas.command.HoldCall;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.MoveAgent;
import org.zonekeeper.schemas.command.PauseJob;
import org.zonekeeper.schemas.command.PauseRecording;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.ReportDesktopLost;
import org.zonekeeper.schemas.command.ResumeJob;
import org.zonekeeper.schemas.command.ResumeRecording;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.command.StopJob;
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

  /** The decision of an agent's command; the agent is logged on. */
  private interface OnAgent<C> {
    CommandVerdict decide(C command, AgentRecord agent, Decision draft);
  }

  private static final Map<Class<?>, BiFunction<SpecificRecord, Decision, CommandVerdict>> TABLE =
      new HashMap<>();

  static {
    on(LogOn.class, CommandDecisions::logOn);
    onAgent(LogOff.class, LogOff::getAgentId, Sessions::logOff);
    onAgent(GoReady.class, GoReady::getAgentId, Availability::goReady);
    onAgent(GoNotReady.class, GoNotReady::getAgentId, Availability::goNotReady);
    onAgent(ReleaseLine.class, ReleaseLine::getAgentId, Conversations::releaseLine);
    onAgent(HoldCall.class, HoldCall::getAgentId, Conversations::hold);
    onAgent(UnholdCall.class, UnholdCall::getAgentId, Conversations::unhold);
    onAgent(PauseRecording.class, PauseRecording::getAgentId, Conversations::pauseRecording);
    onAgent(ResumeRecording.class, ResumeRecording::getAgentId, Conversations::resumeRecording);
    onAgent(WrapUpContact.class, WrapUpContact::getAgentId, WrapUps::wrapUp);
    onAgent(ExtendWrapUp.class, ExtendWrapUp::getAgentId, WrapUps::extend);
    onDesktop(ReportAgentStatus.class, ReportAgentStatus::getAgentId, DesktopChecks::report);
    onDesktop(ReportDesktopLost.class, ReportDesktopLost::getAgentId, Sessions::desktopLost);
    on(StartJob.class, Jobs::start);
    on(PauseJob.class, Jobs::pause);
    on(ResumeJob.class, Jobs::resume);
    on(StopJob.class, Jobs::stop);
    on(ChangeJob.class, Jobs::change);
    on(MoveAgent.class, AgentMoves::moveAgent);
    on(HandOverZone.class, Recovery::handOver);
  }

  private CommandDecisions() {}

  /**
   * Decides on a command.
   *
   * @param fingerprint of its type, id and content
   * @throws IllegalArgumentException if the record is not a command
   */
  public static void decide(SpecificRecord command, long fingerprint, Decision draft) {
    if (command instanceof CommandBarrier barrier) {
      Recovery.commandBarrier(barrier, draft);
      return;
    }
    BiFunction<SpecificRecord, Decision, CommandVerdict> decision = TABLE.get(command.getClass());
    if (decision == null) {
      throw new IllegalArgumentException(
          command.getSchema().getFullName() + " is not a command of the zone");
    }
    CommandHeader header = Headers.ofCommand(command);
    String type = Headers.typeName(command);
    Optional<AnswerRecord> known = draft.zone().answer(header.getCommandId());
    if (known.isPresent() && isAnother(fingerprint, known.get())) {
      draft.add(refusal(header, type, reused(header, type), RefusedBy.ZONE));
    } else if (known.isPresent()) {
      draft.add(
          new CommandAnswerRepeated(
              null,
              header.getCommandId(),
              type,
              header.getActor(),
              known.get().getReason(),
              known.get().getText()));
    } else if (header.getRefusedByGateway() != null) {
      draft.add(refusal(header, type, atGateway(header), RefusedBy.GATEWAY));
    } else {
      CommandVerdict verdict =
          closed(header, draft).orElseGet(() -> decision.apply(command, draft));
      draft.add(
          switch (verdict) {
            case CommandVerdict.Accepted accepted ->
                new CommandAccepted(null, header.getCommandId(), type, header.getActor());
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

  /** The types of command that have a decision; a test compares them with the contract. */
  public static Set<Class<?>> types() {
    Set<Class<?>> types = new HashSet<>(TABLE.keySet());
    types.add(CommandBarrier.class);
    return types;
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
        null, header.getCommandId(), type, header.getActor(), refused.reason(), refused.text(), by);
  }

  private static CommandVerdict.Refused atGateway(CommandHeader header) {
    return new CommandVerdict.Refused(
        header.getRefusedByGateway(),
        "refused by gateway %s, on record only".formatted(header.getOrigin()));
  }

  private static <C extends SpecificRecord> void on(
      Class<C> type, BiFunction<C, Decision, CommandVerdict> decision) {
    TABLE.put(type, (command, draft) -> decision.apply(type.cast(command), draft));
  }

  /** What an agent asks: nobody who must log on again may ask for anything else (F19). */
  private static <C extends SpecificRecord> void onAgent(
      Class<C> type, Function<C, String> agentId, OnAgent<C> decision) {
    onDesktop(
        type,
        agentId,
        (command, agent, draft) ->
            agent.getReloginRequired()
                ? reloginRequired(agent)
                : decision.decide(command, agent, draft));
  }

  /** What is reported about an agent's desktop. */
  private static <C extends SpecificRecord> void onDesktop(
      Class<C> type, Function<C, String> agentId, OnAgent<C> decision) {
    on(
        type,
        (command, draft) -> {
          String id = agentId.apply(command);
          Optional<AgentRecord> agent = draft.zone().agent(id);
          return agent.isEmpty()
              ? notLoggedOn(id, draft)
              : decision.decide(command, agent.get(), draft);
        });
  }
}
