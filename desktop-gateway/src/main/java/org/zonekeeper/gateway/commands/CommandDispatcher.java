package org.zonekeeper.gateway.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.commands.PendingCommands.Pending;
import org.zonekeeper.gateway.commands.UnrecordedRefusals.Unrecorded;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.gateway.protocol.ProtocolException;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.CommandIssuer;
import org.zonekeeper.gateway.session.SupervisorSession;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatch;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.level.RequiredLevel;
import org.zonekeeper.schemas.level.RequiredLevel.Need;

/**
 * Takes the commands that are a zone's to decide: checks, stamps, writes them, and passes the
 * journal's answers back. Refuses by itself only what cannot reach the zone. Desk thread only.
 */
public final class CommandDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(CommandDispatcher.class);

  /**
   * What bounds the commands.
   *
   * @param origin the gateway's id, on each command
   * @param pendingPerSession commands of one session without an answer
   * @param pendingInAll commands of all sessions without an answer
   * @param answerPatienceMs after which a late answer is spoken of
   * @param refusalPatienceMs for the broker to confirm the record of a refusal
   */
  public record Limits(
      String origin,
      int pendingPerSession,
      int pendingInAll,
      long answerPatienceMs,
      long refusalPatienceMs) {}

  /** Who asks a zone for something. */
  private record Actor(String name, ActorRole role) {}

  private final ZoneWatches zones;
  private final CommandSink sink;
  private final Limits limits;
  private final PendingCommands pending;
  private final UnrecordedRefusals unrecorded;
  private final DoubleLogOns doubles;
  private final Tracing tracing;

  public CommandDispatcher(
      ZoneWatches zones, CommandSink sink, DoubleLogOns doubles, Limits limits, Tracing tracing) {
    this.doubles = doubles;
    this.tracing = tracing;
    this.zones = zones;
    this.sink = sink;
    this.limits = limits;
    this.pending = new PendingCommands(limits.answerPatienceMs());
    this.unrecorded = new UnrecordedRefusals(limits.refusalPatienceMs());
  }

  /** A command of an agent's desktop. */
  public void ask(AgentSession session, ClientMessage message, ObservedInstant now) {
    if (message.type() == CommandType.AGT_LOGON) {
      logOn(session, message, now);
      return;
    }
    Optional<AgentKey> agent = session.agent();
    if (agent.isEmpty()) {
      String text = message.type().wireName() + " needs an agent who is logged on: AGTLogon first";
      Answers.refuse(session, message, new Refusal(Reason.NOT_LOGGED_ON, text));
      return;
    }
    Actor actor = new Actor(agent.get().agentId(), ActorRole.AGENT);
    ask(session, message, agent.get().zone(), actor, now);
  }

  /** A command of a supervisor's console; the zone stands in it. */
  public void ask(SupervisorSession session, ClientMessage message, ObservedInstant now) {
    Actor actor = new Actor(session.supervisor(), ActorRole.SUPERVISOR);
    ask(session, message, message.text("zone"), actor, now);
  }

  /** An event of the journal; answers find their way back. */
  public void event(Event event) {
    switch (event) {
      case CommandAccepted e -> answered(e.getCommandId(), Optional.empty(), "");
      case CommandRefused e -> {
        refusalRecorded(e.getCommandId());
        answered(e.getCommandId(), Optional.of(e.getReason()), e.getText());
      }
      case CommandAnswerRepeated e ->
          answered(e.getCommandId(), Optional.ofNullable(e.getReason()), e.getText());
      default -> {
        // No answer.
      }
    }
  }

  /** The broker has confirmed the record of a refusal: it may be told. */
  public void refusalRecorded(String commandId) {
    unrecorded
        .take(commandId)
        .ifPresent(
            each -> {
              Answers.refuse(each, zones.of(each.command().zone()));
              end(each.command(), Optional.of(each.refusal()));
            });
  }

  /** The sink could not write a command; said at once or when its time was up. */
  public void writeFailed(String commandId, String text) {
    unrecorded.take(commandId).ifPresent(this::refuseWithoutRecord);
    pending
        .take(commandId)
        .ifPresent(
            each -> {
              LOG.warn(
                  "command not written zone={} command={} id={} reason=\"{}\"",
                  each.zone(),
                  each.type().wireName(),
                  commandId,
                  text);
              answer(each, Optional.of(new Refusal(Reason.BROKER_NOT_AVAILABLE, text)));
            });
  }

  /**
   * Speaks of answers that are late while their zone is available, and of refusals whose record the
   * broker is slow to confirm.
   */
  public void tick(ObservedInstant now) {
    unrecorded.takeLate(now).forEach(this::refuseWithoutRecord);
    for (Pending late : pending.late(now)) {
      ZoneWatch zone = zones.of(late.zone());
      if (zone.isAvailable()) {
        Notification notice =
            Notification.of(NotificationType.COMMAND_PENDING, zone.place(now.wall()))
                .with("id", late.id().orElse(null))
                .with("command", late.type().wireName())
                .with("waitedMs", now.observed() - late.askedAtMs());
        late.asker().send(FrameWriter.notification(notice));
      }
    }
  }

  private void logOn(AgentSession session, ClientMessage message, ObservedInstant now) {
    AgentKey wanted = new AgentKey(message.text("zone"), message.text("agent"));
    Optional<AgentKey> other = session.agent().filter(agent -> !agent.equals(wanted));
    if (other.isPresent()) {
      String text =
          "this session is agent %s's in zone %s: log off first, or use another connection"
              .formatted(other.get().agentId(), other.get().zone());
      Answers.refuse(session, message, new Refusal(Reason.ALREADY_LOGGED_ON, text));
      return;
    }
    if (session.isLogOnPending() && !pending.contains(idOf(session, message))) {
      String text = "a log-on of this connection waits for its answer; wait for it, too";
      Answers.refuse(session, message, new Refusal(Reason.ALREADY_LOGGED_ON, text));
      return;
    }
    Actor actor = new Actor(wanted.agentId(), ActorRole.AGENT);
    ask(session, message, wanted.zone(), actor, now);
  }

  private void ask(
      CommandIssuer asker,
      ClientMessage message,
      String zoneName,
      Actor actor,
      ObservedInstant now) {
    String commandId = idOf(asker, message);
    if (pending.contains(commandId) || unrecorded.contains(commandId)) {
      // The same command again: its answer is on the way, and there is one answer for each command.
      return;
    }
    if (!zones.contains(zoneName)) {
      Answers.refuse(asker, message, unknownZone(zoneName));
      return;
    }
    Optional<String> unknownFailover =
        message.type() == CommandType.SUP_ZONE_DOWN
            ? message.optionalText("failoverZone").filter(other -> !zones.contains(other))
            : Optional.empty();
    if (unknownFailover.isPresent()) {
      Answers.refuse(asker, message, unknownZone(unknownFailover.get()));
      return;
    }
    ZoneWatch zone = zones.of(zoneName);
    Optional<Refusal> atOnce =
        zone.isAvailable() ? tooMany(asker) : Optional.of(notAvailable(zone));
    Optional<Refusal> logOn =
        atOnce.isEmpty() && message.type() == CommandType.AGT_LOGON
            ? doubles.refusal(new AgentKey(zoneName, actor.name()), message.text("extension"))
            : Optional.empty();
    CommandHeader header = header(commandId, zone, message, actor, now);
    if (!zone.isAvailable()) {
      header.setRefusedByGateway(RefusalReason.ZONE_NOT_AVAILABLE);
    } else if (atOnce.isPresent()) {
      Answers.refuse(asker, message, atOnce.get());
      return;
    }
    logOn.ifPresent(why -> header.setRefusedByGateway(RefusalReason.valueOf(why.reason().name())));
    Command command;
    try {
      command = CommandRecords.of(message, header, asker);
    } catch (ProtocolException e) {
      asker.send(FrameWriter.refused(e));
      return;
    }
    Optional<Refusal> beyond = beyondLevel(command, zone);
    if (beyond.isPresent()) {
      Answers.refuse(asker, message, beyond.get());
      return;
    }
    Span span = begin(message.type(), command.getHeader());
    Pending asked =
        new Pending(commandId, asker, message.type(), message.id(), zoneName, now.observed(), span);
    if (atOnce.isPresent() || logOn.isPresent()) {
      unrecorded.put(asked, atOnce.or(() -> logOn).orElseThrow());
    } else {
      pending.put(asked);
      if (message.type() == CommandType.AGT_LOGON && asker instanceof AgentSession session) {
        AgentKey agent = new AgentKey(zoneName, actor.name());
        session.logOnAsked(agent);
        doubles.asked(commandId, agent, message.text("extension"));
      }
    }
    sink.write(command, Tracing.contextOf(span));
  }

  static String idOf(CommandIssuer asker, ClientMessage message) {
    return asker.id() + ":" + message.id().map(JsonNode::asText).orElseThrow();
  }

  private CommandHeader header(
      String commandId, ZoneWatch zone, ClientMessage message, Actor actor, ObservedInstant now) {
    // A log-on knows of no epoch: it asks for a beginning.
    long epoch = message.type() == CommandType.AGT_LOGON ? 0 : message.epoch().orElse(zone.epoch());
    return CommandHeader.newBuilder()
        .setCommandId(commandId)
        .setZone(zone.zone())
        .setEpochSeen(epoch)
        .setActor(actor.name())
        .setRole(actor.role())
        .setSentAt(now.wall())
        .setOrigin(limits.origin())
        .build();
  }

  private void answered(String commandId, Optional<RefusalReason> reason, String text) {
    pending
        .take(commandId)
        .ifPresent(each -> answer(each, reason.map(why -> new Refusal(Reason.of(why), text))));
  }

  private void answer(Pending command, Optional<Refusal> refusal) {
    if (command.type() == CommandType.AGT_LOGON
        && command.asker() instanceof AgentSession session) {
      session.logOnAnswered();
      doubles.answered(command.commandId());
    }
    Answers.send(command, zones.of(command.zone()), refusal);
    end(command, refusal);
  }

  private Optional<Refusal> tooMany(CommandIssuer asker) {
    if (asker.quota().pending() >= limits.pendingPerSession()) {
      return Optional.of(
          new Refusal(
              Reason.TOO_MANY_PENDING,
              "%d commands of this session wait for an answer; wait for one"
                  .formatted(asker.quota().pending())));
    }
    if (pending.size() >= limits.pendingInAll()) {
      return Optional.of(
          new Refusal(
              Reason.TOO_MANY_PENDING,
              "%d commands at this gateway wait for an answer; try again later"
                  .formatted(pending.size())));
    }
    return Optional.empty();
  }

  private void refuseWithoutRecord(Unrecorded refused) {
    Answers.refuseWithoutRecord(refused, zones.of(refused.command().zone()));
    end(refused.command(), Optional.of(refused.refusal()));
  }

  private Span begin(CommandType type, CommandHeader header) {
    return tracing
        .begin(type.wireName(), SpanKind.SERVER)
        .setAttribute(Tracing.ZONE, header.getZone())
        .setAttribute(Tracing.COMMAND_ID, header.getCommandId());
  }

  /** A refusal is an answer, and no error of the span's. */
  private static void end(Pending command, Optional<Refusal> refusal) {
    if (command.span().isRecording() && refusal.isPresent()) {
      command.span().setAttribute(Tracing.REFUSAL, refusal.get().reason().name());
    }
    command.span().end();
  }

  /** X9: not even put on record: the zone's owner may be of a version that cannot read it. */
  private static Optional<Refusal> beyondLevel(Command command, ZoneWatch zone) {
    Need need = RequiredLevel.of(command);
    return zone.isKnown() && need.level() > zone.featureLevel()
        ? Optional.of(
            new Refusal(Reason.STATE_NOT_ALLOWED, need.refusal(zone.zone(), zone.featureLevel())))
        : Optional.empty();
  }

  private Refusal unknownZone(String zone) {
    return new Refusal(
        Reason.UNKNOWN_ZONE,
        "unknown zone '%s'; the zones are %s".formatted(zone, String.join(", ", zones.names())));
  }

  private static Refusal notAvailable(ZoneWatch zone) {
    String text =
        zone.isKnown()
            ? "zone %s has no Agent Manager at the moment; try again after POMAvailable"
            : "zone %s has had no Agent Manager yet; start one, then try again";
    return new Refusal(Reason.ZONE_NOT_AVAILABLE, text.formatted(zone.zone()));
  }
}
