package org.zonekeeper.simulation.centre;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.ReportDesktopResumed;
import org.zonekeeper.schemas.command.ReportGatewayAlive;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.SessionHolder;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandAnswerRepeated;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.JobEnded;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * One zone as a gateway serves it: knows what the journal and the status have said so far, refuses
 * commands during an outage but puts them on record, passes answers and news on. Confined to the
 * world's thread.
 */
final class VirtualGateway {
  private static final int TWICE_WITHIN_MS = 500;
  private static final long ALIVE_EVERY_MS = 1_000;
  private static final long RESUME_GRACE_MS = 10_000;

  private final String zone;
  private final CentreContext town;
  private final SplittableRandom chance;
  private final DelayedChannel toZone;
  private final DelayedChannel fromZone;
  private final Map<String, Consumer<CommandReply>> pending = new HashMap<>();
  private final Map<String, VirtualAgent> agents = new HashMap<>();
  private Consumer<String> jobEnded = job -> {};
  private long epoch;
  private boolean available;
  private long lastBeat;
  private long tolerance;
  private long commands;
  private long reports;
  private int starts = 1;
  private boolean dead;

  VirtualGateway(String zone, CentreContext town, SplittableRandom chance) {
    this.zone = zone;
    this.town = town;
    this.chance = chance;
    this.toZone = new DelayedChannel(town.time(), chance.split(), 1, 8);
    this.fromZone = new DelayedChannel(town.time(), chance.split(), 1, 25);
  }

  /** Says from now on that it lives, as long as it does. */
  void open() {
    if (!dead) {
      report(new ReportGatewayAlive(gateway()));
    }
    town.time().after(ALIVE_EVERY_MS, this::open);
  }

  /** Says nothing and passes nothing on for so long; then another one has its desktops. */
  void die(long millis) {
    if (!dead) {
      dead = true;
      town.time().after(millis, this::another);
    }
  }

  /** Who holds a session that begins here. */
  SessionHolder holder(String session) {
    return new SessionHolder(gateway(), "digest-" + session, RESUME_GRACE_MS);
  }

  void seat(VirtualAgent agent) {
    agents.put(agent.id(), agent);
  }

  void whenJobEnds(Consumer<String> listener) {
    jobEnded = listener;
  }

  DelayedChannel toZone() {
    return toZone;
  }

  /** Whether commands would be passed on now. */
  boolean available() {
    return available && town.time().now() - lastBeat <= town.outageThreshold() + tolerance;
  }

  /** A committed event is on its way here. */
  void journal(Event event) {
    fromZone.carry(() -> hears(event));
  }

  /** A committed status is on its way here. */
  void status(ZoneStatus status) {
    fromZone.carry(
        () -> {
          lastBeat = town.time().now();
          tolerance = status.getToleranceMs();
        });
  }

  /** Sends a command, whose header it fills in; the answer comes later, or at once in an outage. */
  void ask(Command command, String actor, ActorRole role, Consumer<CommandReply> answered) {
    if (dead) {
      town.time()
          .after(1, () -> answered.accept(CommandReply.refused(RefusalReason.ZONE_NOT_AVAILABLE)));
      return;
    }
    String id = zone + "-c-" + ++commands;
    boolean refused = !available();
    command.withHeader(
        CommandHeader.newBuilder()
            .setCommandId(id)
            .setZone(zone)
            .setEpochSeen(epoch)
            .setActor(actor)
            .setRole(role)
            .setSentAt(town.time().now())
            .setOrigin("gateway-1")
            .setRefusedByGateway(refused ? RefusalReason.ZONE_NOT_AVAILABLE : null)
            .build());
    town.ledger().sent(command);
    deliver(command);
    if (chance.nextInt(1000) < town.weather().commandsTwice()) {
      town.time().after(chance.nextInt(TWICE_WITHIN_MS), () -> deliver(command));
    }
    if (refused) {
      town.time()
          .after(1, () -> answered.accept(CommandReply.refused(RefusalReason.ZONE_NOT_AVAILABLE)));
    } else {
      pending.put(id, answered);
    }
  }

  private void another() {
    dead = false;
    starts++;
    for (VirtualAgent agent : agents.values()) {
      agent
          .session()
          .ifPresent(
              session ->
                  ask(
                      new ReportDesktopResumed(agent.id(), session, gateway(), RESUME_GRACE_MS),
                      gateway(),
                      ActorRole.GATEWAY,
                      reply -> {}));
    }
  }

  private String gateway() {
    return "gateway-" + starts;
  }

  /** Nobody waits for an answer, and none comes. */
  private void report(Command command) {
    command.withHeader(
        CommandHeader.newBuilder()
            .setCommandId(zone + "-r-" + ++reports)
            .setZone(zone)
            .setEpochSeen(epoch)
            .setActor(gateway())
            .setRole(ActorRole.GATEWAY)
            .setSentAt(town.time().now())
            .setOrigin(gateway())
            .build());
    deliver(command);
  }

  private void deliver(Command command) {
    toZone.carry(() -> town.broker().command(zone, command, town.time().now()));
  }

  private void hears(Event event) {
    switch (event) {
      case ZoneTakenOver e -> {
        available = false;
        epoch = e.getHeader().getEpoch();
      }
      case ZoneAvailable e -> {
        available = true;
        epoch = e.getHeader().getEpoch();
        lastBeat = town.time().now();
      }
      case CommandAccepted e -> answered(e.getCommandId(), CommandReply.DONE);
      case CommandRefused e -> answered(e.getCommandId(), CommandReply.refused(e.getReason()));
      case CommandAnswerRepeated e ->
          answered(
              e.getCommandId(),
              e.getReason() == null ? CommandReply.DONE : CommandReply.refused(e.getReason()));
      case AgentLoggedOn e -> tell(e.getAgentId(), event);
      case AgentLoggedOff e -> tell(e.getAgentId(), event);
      case AgentStateChanged e -> tell(e.getAgentId(), event);
      case AgentCallStateChanged e -> tell(e.getAgentId(), event);
      case AgentNailupChanged e -> tell(e.getAgentId(), event);
      case AgentReloginRequired e -> tell(e.getAgentId(), event);
      case DesktopCheckRequested e -> tell(e.getAgentId(), event);
      case CallConnected e -> tell(e.getAgentId(), event);
      case ContactOffered e -> tell(e.getAgentId(), event);
      case ContactDialled e -> tell(e.getAgentId(), event);
      case AgentDialFailed e -> tell(e.getAgentId(), event);
      case AgentBlendedToInbound e -> tell(e.getAgentId(), event);
      case AgentBlendedToOutbound e -> tell(e.getAgentId(), event);
      case WrapUpStarted e -> tell(e.getAgentId(), event);
      case ConsultConnected e -> tell(e.getAgentId(), event);
      case ConferenceStarted e -> tell(e.getAgentId(), event);
      case CallTransferred e -> {
        if (e.getSecondAgentId() != null) {
          tell(e.getSecondAgentId(), event);
        }
      }
      case JobEnded e -> jobEnded.accept(e.getJobId());
      default -> {
        // Nothing that anybody here acts on.
      }
    }
  }

  private void answered(String commandId, CommandReply reply) {
    Consumer<CommandReply> waiting = pending.remove(commandId);
    if (waiting != null) {
      waiting.accept(reply);
    }
  }

  private void tell(String agentId, Event event) {
    VirtualAgent agent = agents.get(agentId);
    if (agent != null) {
      agent.hears(event);
    }
  }
}
