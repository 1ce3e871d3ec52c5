package org.zonekeeper.gateway.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.AgentSessions;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.command.ReportDesktopResumed;
import org.zonekeeper.schemas.command.ReportGatewayAlive;

/**
 * Tells zones which of their agents' sessions this gateway holds: each session that was resumed
 * here, until the journal knows it, and every second that this gateway is alive. Desk thread only.
 */
public final class HeldSessions {
  /** A third of the silence after which a zone holds a gateway to be dead. */
  private static final long EVERY_MS = 1_000;

  private final ZoneWatches zones;
  private final AgentSessions sessions;
  private final CommandSink sink;
  private final GatewayReports reports;
  private final long resumeGraceMs;
  private final Map<AgentSession, Long> unreported = new HashMap<>();
  private long aliveAt;

  public HeldSessions(
      ZoneWatches zones,
      AgentSessions sessions,
      CommandSink sink,
      GatewayReports reports,
      long resumeGraceMs) {
    this.zones = zones;
    this.sessions = sessions;
    this.sink = sink;
    this.reports = reports;
    this.resumeGraceMs = resumeGraceMs;
  }

  /** A desktop resumed a session here; if another gateway held it, the zone is told. */
  public void resumed(AgentSession session, ObservedInstant now) {
    if (!sessions.isHeldHere(session)) {
      session.resumeUnreported();
      unreported.put(session, now.observed());
      if (isAvailable(session)) {
        report(session, now);
      }
    }
  }

  /** Reports again what the journal does not know yet, and that this gateway is alive. */
  public void tick(ObservedInstant now) {
    reportDue(now);
    // By the time of day, for the zones count by theirs, however late this gateway is.
    if (Math.abs(now.wall() - aliveAt) < EVERY_MS) {
      return;
    }
    aliveAt = now.wall();
    for (String zone : sessions.zonesHeld()) {
      sink.write(
          ReportGatewayAlive.newBuilder()
              .setHeader(
                  reports.header(
                      GatewayReports.id(reports.gateway(), "alive", now), zones.of(zone), now))
              .setGateway(reports.gateway())
              .build());
    }
  }

  private void reportDue(ObservedInstant now) {
    if (unreported.isEmpty()) {
      return;
    }
    unreported
        .keySet()
        .removeIf(session -> session.agent().isEmpty() || session.isResumeReported());
    List<AgentSession> due = new ArrayList<>();
    unreported.forEach(
        (session, at) -> {
          if (at <= now.observed() && isAvailable(session)) {
            due.add(session);
          }
        });
    due.forEach(session -> report(session, now));
  }

  private void report(AgentSession session, ObservedInstant now) {
    unreported.put(session, now.observed() + EVERY_MS);
    write(session, session.agent().orElseThrow(), now);
  }

  private boolean isAvailable(AgentSession session) {
    return session.agent().filter(agent -> zones.of(agent.zone()).isAvailable()).isPresent();
  }

  private void write(AgentSession session, AgentKey agent, ObservedInstant now) {
    sink.write(
        ReportDesktopResumed.newBuilder()
            .setHeader(
                reports.header(
                    GatewayReports.id(session.id(), "resumed", now), zones.of(agent.zone()), now))
            .setAgentId(agent.agentId())
            .setSessionId(session.id())
            .setGateway(reports.gateway())
            .setResumeGraceMs(resumeGraceMs)
            .build());
  }
}
