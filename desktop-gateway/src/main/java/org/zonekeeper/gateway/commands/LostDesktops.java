package org.zonekeeper.gateway.commands;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.AgentSessions;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatch;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.ReportDesktopLost;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * Reports desktops whose grace to resume is over to their zones: not during an outage, and again
 * after each further grace until the log-off shows in the journal. Desk thread only.
 */
public final class LostDesktops {
  private static final Logger LOG = LoggerFactory.getLogger(LostDesktops.class);

  private final ZoneWatches zones;
  private final AgentSessions sessions;
  private final CommandSink sink;
  private final String origin;
  private final Map<String, AgentSession> reports = new HashMap<>();

  public LostDesktops(ZoneWatches zones, AgentSessions sessions, CommandSink sink, String origin) {
    this.zones = zones;
    this.sessions = sessions;
    this.sink = sink;
    this.origin = origin;
  }

  /** Reports whose grace is over now. */
  public void tick(ObservedInstant now) {
    for (AgentSession session : sessions.graceOver(now)) {
      if (session.agent().isEmpty()) {
        sessions.drop(session);
      } else if (zones.of(session.agent().get().zone()).isAvailable()) {
        report(session, session.agent().get(), now);
      }
    }
  }

  /** An event of the journal: a zone that knows nothing of the session ends the reports of it. */
  public void event(Event event) {
    switch (event) {
      case CommandAccepted accepted -> reports.remove(accepted.getCommandId());
      case CommandRefused refused -> {
        AgentSession session = reports.remove(refused.getCommandId());
        if (session != null && refused.getReason() != RefusalReason.ZONE_NOT_AVAILABLE) {
          sessions.drop(session);
        }
      }
      default -> {
        // Says nothing of a report.
      }
    }
  }

  private void report(AgentSession session, AgentKey agent, ObservedInstant now) {
    ZoneWatch zone = zones.of(agent.zone());
    // A client's own ids have no tilde, and another start of this gateway has another time.
    String commandId = "%s:~lost-%d".formatted(session.id(), now.wall());
    LOG.info(
        "desktop lost zone={} agent={} session={}", agent.zone(), agent.agentId(), session.id());
    session.reportedLost();
    reports.values().removeIf(each -> each == session);
    reports.put(commandId, session);
    sink.write(
        ReportDesktopLost.newBuilder()
            .setHeader(
                CommandHeader.newBuilder()
                    .setCommandId(commandId)
                    .setZone(agent.zone())
                    .setEpochSeen(zone.epoch())
                    .setActor(origin)
                    .setRole(ActorRole.GATEWAY)
                    .setSentAt(now.wall())
                    .setOrigin(origin)
                    .build())
            .setAgentId(agent.agentId())
            .setSessionId(session.id())
            .build());
  }
}
