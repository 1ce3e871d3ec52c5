package org.zonekeeper.gateway.commands;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.commands.LogOnsUnderWay.LogOn;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentSessions;
import org.zonekeeper.gateway.session.LogOnDirectory;
import org.zonekeeper.gateway.session.LogOnDirectory.DoubleLogOn;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.command.ReportDoubleLogOn;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * Keeps agents and extensions from being logged on in two zones, which no zone can see: refuses
 * what the directory knows of, and has the younger of two log-ons undone that gateways let through
 * at the same time. Desk thread only.
 */
public final class DoubleLogOns {
  private static final Logger LOG = LoggerFactory.getLogger(DoubleLogOns.class);

  /** Between two looks, and two reports of the same: a zone answers in a fraction of it. */
  private static final long EVERY_MS = 1_000;

  private final LogOnDirectory directory;
  private final ZoneWatches zones;
  private final AgentSessions sessions;
  private final CommandSink sink;
  private final GatewayReports reports;
  private final LogOnsUnderWay underWay = new LogOnsUnderWay();
  private long lookedAt = Long.MIN_VALUE;

  public DoubleLogOns(
      LogOnDirectory directory,
      ZoneWatches zones,
      AgentSessions sessions,
      CommandSink sink,
      GatewayReports reports) {
    this.directory = directory;
    this.zones = zones;
    this.sessions = sessions;
    this.sink = sink;
    this.reports = reports;
  }

  /** Why the agent may not log on there: the agent or the extension is in another zone. */
  Optional<Refusal> refusal(AgentKey agent, String extension) {
    return directory
        .elsewhere(agent.agentId(), extension, agent.zone())
        .map(other -> loggedOn(agent, other))
        .or(() -> loggingOn(agent, extension));
  }

  /** A log-on is on its way to its zone. */
  void asked(String commandId, AgentKey agent, String extension) {
    underWay.add(commandId, new LogOn(agent, extension));
  }

  /** It was answered, or came to nothing. */
  void answered(String commandId) {
    underWay.remove(commandId);
  }

  /** Has log-ons of this gateway undone that another one has been faster with. */
  public void tick(ObservedInstant now) {
    if (lookedAt > now.observed() - EVERY_MS) {
      return;
    }
    lookedAt = now.observed();
    for (DoubleLogOn found : directory.doubles()) {
      AgentKey agent = new AgentKey(found.younger().getZone(), found.younger().getAgentId());
      if (sessions.of(agent).filter(sessions::isHeldHere).isPresent()
          && zones.of(agent.zone()).isAvailable()) {
        report(found, now);
      }
    }
  }

  private void report(DoubleLogOn found, ObservedInstant now) {
    AgentSnapshot younger = found.younger();
    LOG.warn(
        "logged on in two zones, the younger log-on is undone agent={} extension={} zone={}"
            + " otherZone={} otherAgent={}",
        younger.getAgentId(),
        younger.getExtension(),
        younger.getZone(),
        found.older().getZone(),
        found.older().getAgentId());
    sink.write(
        ReportDoubleLogOn.newBuilder()
            .setHeader(
                reports.header(
                    GatewayReports.id(younger.getSessionId(), "double", now),
                    zones.of(younger.getZone()),
                    now))
            .setAgentId(younger.getAgentId())
            .setSessionId(younger.getSessionId())
            .setOtherZone(found.older().getZone())
            .build());
  }

  private Optional<Refusal> loggingOn(AgentKey agent, String extension) {
    return underWay
        .elsewhere(agent, extension)
        .map(other -> refusal(agent, other.agent(), other.extension(), "is just logging on"));
  }

  private static Refusal loggedOn(AgentKey agent, AgentSnapshot other) {
    AgentKey there = new AgentKey(other.getZone(), other.getAgentId());
    return refusal(agent, there, other.getExtension(), "is logged on");
  }

  private static Refusal refusal(AgentKey wanted, AgentKey other, String extension, String isWhat) {
    return other.agentId().equals(wanted.agentId())
        ? new Refusal(
            Reason.ALREADY_LOGGED_ON,
            "agent %s %s in zone %s on extension %s; log off there first"
                .formatted(other.agentId(), isWhat, other.zone(), extension))
        : new Refusal(
            Reason.EXTENSION_IN_USE,
            "extension %s is in use by agent %s, who %s in zone %s; log on with another one"
                .formatted(extension, other.agentId(), isWhat, other.zone()));
  }
}
