package org.zonekeeper.gateway.commands;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.AgentSessions;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;
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
  private final GatewayReports reports;

  /** Reports without an answer, by the ids of their commands; of each session the last one. */
  private final Map<String, AgentSession> written = new HashMap<>();

  private final Map<AgentSession, String> lastReport = new HashMap<>();

  public LostDesktops(
      ZoneWatches zones, AgentSessions sessions, CommandSink sink, GatewayReports reports) {
    this.zones = zones;
    this.sessions = sessions;
    this.sink = sink;
    this.reports = reports;
  }

  /** Reports whose grace is over now. */
  public void tick(ObservedInstant now) {
    sessions.takeOrphans().forEach(orphan -> reportOrphan(orphan, now));
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
      case CommandAccepted accepted -> answered(accepted.getCommandId());
      case CommandRefused refused ->
          answered(refused.getCommandId())
              .ifPresent(session -> refused(session, refused.getReason()));
      default -> {
        // Says nothing of a report.
      }
    }
  }

  private Optional<AgentSession> answered(String commandId) {
    Optional<AgentSession> session = Optional.ofNullable(written.remove(commandId));
    session.ifPresent(lastReport::remove);
    return session;
  }

  private void refused(AgentSession session, RefusalReason reason) {
    switch (reason) {
      case ZONE_NOT_AVAILABLE -> {
        // Reported again after another grace.
      }
      case STATE_NOT_ALLOWED -> sessions.keep(session);
      default -> sessions.drop(session);
    }
  }

  private void report(AgentSession session, AgentKey agent, ObservedInstant now) {
    String commandId = GatewayReports.id(session.id(), "lost", now);
    LOG.info(
        "desktop lost zone={} agent={} session={}", agent.zone(), agent.agentId(), session.id());
    session.reportedLost();
    Optional.ofNullable(lastReport.put(session, commandId)).ifPresent(written::remove);
    written.put(commandId, session);
    write(commandId, agent, session.id(), now);
  }

  private void reportOrphan(AgentSessions.Orphan orphan, ObservedInstant now) {
    LOG.info(
        "agent without a desktop zone={} agent={} session={}",
        orphan.agent().zone(),
        orphan.agent().agentId(),
        orphan.sessionId());
    String id = GatewayReports.id(orphan.sessionId(), "orphan", now);
    write(id, orphan.agent(), orphan.sessionId(), now);
  }

  private void write(String commandId, AgentKey agent, String sessionId, ObservedInstant now) {
    sink.write(
        ReportDesktopLost.newBuilder()
            .setHeader(reports.header(commandId, zones.of(agent.zone()), now))
            .setAgentId(agent.agentId())
            .setSessionId(sessionId)
            .setGateway(reports.gateway())
            .build());
  }
}
