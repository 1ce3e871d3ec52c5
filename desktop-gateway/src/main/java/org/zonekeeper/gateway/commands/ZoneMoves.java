package org.zonekeeper.gateway.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.AgentSessions;
import org.zonekeeper.gateway.session.AgentSessions.Move;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * F22: logs the agents whose zone goes down on in the zone that takes them, under the session that
 * they have. Done by the gateway that holds the session, once, since the command's id is that of
 * the event. Waits for a zone that is not available. Desk thread only.
 */
public final class ZoneMoves {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneMoves.class);

  /** For a zone without an owner, which has another one within seconds if there is any. */
  private static final long PATIENCE_MS = 120_000;

  private final ZoneWatches zones;
  private final AgentSessions sessions;
  private final DoubleLogOns doubles;
  private final CommandSink sink;
  private final GatewayReports reports;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<String, Waiting> written = new HashMap<>();

  /** An agent who is between two zones. */
  private static final class Waiting {
    private final Move move;
    private final long until;
    private int tries;

    Waiting(Move move, long until) {
      this.move = move;
      this.until = until;
    }
  }

  public ZoneMoves(
      ZoneWatches zones,
      AgentSessions sessions,
      DoubleLogOns doubles,
      CommandSink sink,
      GatewayReports reports) {
    this.zones = zones;
    this.sessions = sessions;
    this.doubles = doubles;
    this.sink = sink;
    this.reports = reports;
  }

  /** Begins the moves that the journal has told of, and goes on with those that wait. */
  public void tick(ObservedInstant now) {
    for (Move move : sessions.takeMoves()) {
      refusal(move)
          .ifPresentOrElse(
              text -> sessions.notMoved(move, text),
              () -> waiting.add(new Waiting(move, now.observed() + PATIENCE_MS)));
    }
    for (Waiting each : List.copyOf(waiting)) {
      Optional<String> obstacle = obstacle(each.move);
      if (obstacle.isEmpty()) {
        waiting.remove(each);
        write(each, now);
      } else if (each.until <= now.observed()) {
        waiting.remove(each);
        sessions.notMoved(each.move, obstacle.get());
      }
    }
  }

  /** An event of the journal: the other zone's answer. */
  public void event(Event event) {
    switch (event) {
      case CommandAccepted accepted -> written.remove(accepted.getCommandId());
      case CommandRefused refused -> {
        Waiting each = written.remove(refused.getCommandId());
        if (each != null && refused.getReason() == RefusalReason.ZONE_NOT_AVAILABLE) {
          waiting.add(each);
        } else if (each != null) {
          sessions.notMoved(each.move, refused.getText());
        }
      }
      default -> {
        // Says nothing of a move.
      }
    }
  }

  private Optional<String> refusal(Move move) {
    if (!zones.contains(move.to().zone())) {
      return Optional.of("zone %s is not known here".formatted(move.to().zone()));
    }
    return move.session().mayBe(move.to())
        ? Optional.empty()
        : Optional.of("the token is not for zone %s".formatted(move.to().zone()));
  }

  /** Why not now: no owner there, or the directory does not know yet that the old zone let go. */
  private Optional<String> obstacle(Move move) {
    return zones.of(move.to().zone()).isAvailable()
        ? doubles.refusal(move.to(), move.extension()).map(Refusal::text)
        : Optional.of("zone %s is not available".formatted(move.to().zone()));
  }

  private void write(Waiting each, ObservedInstant now) {
    Move move = each.move;
    AgentSession session = move.session();
    String id = "move-%s-%d".formatted(move.from(), move.sequence());
    String commandId = each.tries++ == 0 ? id : id + "-" + each.tries;
    AgentKey agent = move.to();
    LOG.info(
        "agent moves agent={} from={} to={} session={}",
        agent.agentId(),
        move.from(),
        agent.zone(),
        session.id());
    written.put(commandId, each);
    sink.write(
        LogOn.newBuilder()
            .setHeader(reports.header(commandId, zones.of(agent.zone()), now))
            .setAgentId(agent.agentId())
            .setExtension(move.extension())
            .setSessionId(session.id())
            .setLocale(move.locale())
            .setSkills(move.skills())
            .setHolder(session.holder().orElse(null))
            .setMovedFrom(move.from())
            .setReady(move.ready())
            .setNailupAsked(move.nailupAsked())
            .build());
  }
}
