package org.zonekeeper.bench.gateway;

import org.zonekeeper.bench.gateway.CrowdSocket.Listener;

/**
 * An agent's desktop that logs on, keeps its connection alive, and hears what its zone is told.
 * Answers are known by how their frames begin: parsing them would be what is measured. Confined to
 * the crowd's thread.
 */
final class GatewayDesktop implements Listener {
  private static final String GREETING = "{\"type\":\"AgentSDKConnected\"";
  private static final String ANSWER = "{\"type\":\"AGTLogonRESP\"";
  private static final String DONE = "\"result\":0";
  private static final String DOWN = "{\"type\":\"AGTZoneDown\"";
  private static final String UP = "{\"type\":\"AGTZoneUp\"";
  private static final String ALIVE = "{\"type\":\"POMClientAlive\",\"id\":\"alive\"}";

  private static final String QUESTION =
      "{\"type\":\"AGTGetConsultDestsForType\",\"id\":\"question\",\"consultType\":\"AGENT\"}";

  /** Whether it reads what it is sent. */
  enum Habit {
    READS,
    /** It asks, and has stopped reading: a page whose machine hangs, or one that means harm. */
    READS_NOTHING
  }

  private final String agent;
  private final String zone;
  private final Habit habit;
  private final CrowdLedger ledger;
  private boolean greeted;
  private boolean loggedOn;
  private CrowdSocket socket;

  GatewayDesktop(String agent, String zone, Habit habit, CrowdLedger ledger) {
    this.agent = agent;
    this.zone = zone;
    this.habit = habit;
    this.ledger = ledger;
  }

  void on(CrowdSocket opened) {
    greeted = false;
    loggedOn = false;
    socket = opened;
  }

  /** Whether it is logged on, as far as it knows. */
  boolean isLoggedOn() {
    return loggedOn;
  }

  /** Every some seconds, as the protocol asks for. */
  void keepAlive() {
    if (greeted) {
      socket.send(ALIVE);
    }
  }

  /** A question whose answer is some kilobytes. */
  void ask() {
    if (loggedOn) {
      socket.send(QUESTION);
    }
  }

  void cut() {
    greeted = false;
    loggedOn = false;
    socket.cut();
  }

  @Override
  public void opened(CrowdSocket connected) {
    // The gateway speaks first.
  }

  @Override
  public void received(CrowdSocket from, String text, long atNanos) {
    if (text.startsWith(GREETING)) {
      greeted = true;
      from.send(logOn());
    } else if (text.startsWith(ANSWER)) {
      answered(text, atNanos);
    } else if (text.startsWith(DOWN) || text.startsWith(UP)) {
      ledger.told(atNanos);
    }
  }

  private String logOn() {
    return ("{\"type\":\"AGTLogon\",\"id\":\"on\",\"agent\":\"%s\",\"extension\":\"%s\",\"zone\":\"%s\","
                + "\"nailup\":\"ASKED\"}")
        .formatted(agent, agent, zone);
  }

  private void answered(String text, long atNanos) {
    if (!text.contains(DONE)) {
      ledger.failed("log-on refused: " + text.replaceAll(".*\"reason\":\"([A-Z_]+)\".*", "$1"));
      return;
    }
    loggedOn = true;
    ledger.served(atNanos);
    if (habit == Habit.READS_NOTHING) {
      socket.turnDeaf();
    }
  }

  @Override
  public void ended(CrowdSocket from, String why) {
    loggedOn = false;
    ledger.failed(why);
  }
}
