package org.zonekeeper.bench.gateway;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zonekeeper.bench.gateway.CrowdSocket.Listener;

/**
 * An agent's desktop that logs on, keeps its connection alive, and hears what its zone is told. It
 * comes again when it is refused or loses its connection, as a desktop does, and resumes its
 * session if it has one. Answers are known by how their frames begin: parsing them would be what is
 * measured. Confined to the crowd's thread.
 */
final class GatewayDesktop implements Listener {
  private static final String GREETING = "{\"type\":\"AgentSDKConnected\"";
  private static final String ANSWER = "{\"type\":\"AGTLogonRESP\"";
  private static final String RESUMED = "{\"type\":\"AGTResumeSessionRESP\"";
  private static final String DONE = "\"result\":0";
  private static final String DOWN = "{\"type\":\"AGTZoneDown\"";
  private static final String UP = "{\"type\":\"AGTZoneUp\"";
  private static final String ALIVE = "{\"type\":\"POMClientAlive\",\"id\":\"alive\"}";
  private static final String LOGGED_ON_ALREADY = "ALREADY_LOGGED_ON";

  private static final String QUESTION =
      "{\"type\":\"AGTGetConsultDestsForType\",\"id\":\"question\",\"consultType\":\"AGENT\"}";

  private static final Pattern SESSION =
      Pattern.compile("\"session\":\"([^\"]+)\",\"secret\":\"([^\"]+)\"");
  private static final Pattern REASON = Pattern.compile("\"reason\":\"([A-Z_]+)\"");

  /** Whether it reads what it is sent. */
  enum Habit {
    READS,
    /** It asks, and has stopped reading: a page whose machine hangs, or one that means harm. */
    READS_NOTHING
  }

  /**
   * Who a desktop is.
   *
   * @param agent its id, and its extension
   */
  record Identity(String agent, String zone, Habit habit) {}

  private final Identity identity;
  private final CrowdLedger ledger;
  private final Reconnections reconnections;
  private final Function<GatewayDesktop, CrowdSocket> line;
  private CrowdSocket socket;

  /** Of this connection; empty before. */
  private String greeting = "";

  /** Of the connection whose session the agent is logged on in; empty: none. */
  private String sessionGreeting = "";

  private int attempts;
  private boolean wanted;
  private boolean served;
  private boolean loggedOn;
  private boolean force;
  private int told;

  /**
   * @param line opens a connection
   */
  GatewayDesktop(
      Identity identity,
      CrowdLedger ledger,
      Reconnections reconnections,
      Function<GatewayDesktop, CrowdSocket> line) {
    this.identity = identity;
    this.ledger = ledger;
    this.reconnections = reconnections;
    this.line = line;
  }

  /** Comes, in a storm, and does not rest until it is served. */
  void come() {
    wanted = true;
    attempts = 0;
    served = false;
    force = false;
    sessionGreeting = "";
    connect();
  }

  private void connect() {
    if (wanted) {
      attempts++;
      greeting = "";
      loggedOn = false;
      socket = line.apply(this);
    }
  }

  String zone() {
    return identity.zone();
  }

  /** Whether it is logged on, as far as it knows. */
  boolean isLoggedOn() {
    return loggedOn;
  }

  /** Every some seconds, as the protocol asks for. */
  void keepAlive() {
    if (!greeting.isEmpty()) {
      socket.send(ALIVE);
    }
  }

  /** A question whose answer is some kilobytes. */
  void ask() {
    if (loggedOn) {
      socket.send(QUESTION);
    }
  }

  /** Its cable is cut, and it stays away. */
  void cut() {
    wanted = false;
    greeting = "";
    loggedOn = false;
    if (socket != null) {
      socket.cut();
    }
  }

  @Override
  public void opened(CrowdSocket connected) {
    // The gateway speaks first.
  }

  @Override
  public void received(CrowdSocket from, String text, long atNanos) {
    if (text.startsWith(GREETING)) {
      greeting = text;
      from.send(sessionGreeting.isEmpty() ? logOn() : resume());
    } else if (text.startsWith(ANSWER)) {
      logOnAnswered(text, atNanos);
    } else if (text.startsWith(RESUMED)) {
      resumeAnswered(text);
    } else if ((text.startsWith(DOWN) || text.startsWith(UP)) && told != ledger.telling()) {
      told = ledger.telling();
      ledger.told(atNanos);
    }
  }

  private String logOn() {
    return ("{\"type\":\"AGTLogon\",\"id\":\"on-%d\",\"agent\":\"%s\",\"extension\":\"%s\","
            + "\"zone\":\"%s\",\"force\":%b,\"nailup\":\"ASKED\"}")
        .formatted(attempts, identity.agent(), identity.agent(), identity.zone(), force);
  }

  private String resume() {
    Matcher session = SESSION.matcher(sessionGreeting);
    if (!session.find()) {
      throw new IllegalStateException("no session and secret in " + sessionGreeting);
    }
    return ("{\"type\":\"AGTResumeSession\",\"id\":\"resume-%d\",\"session\":\"%s\","
            + "\"secret\":\"%s\",\"lastSequence\":0}")
        .formatted(attempts, session.group(1), session.group(2));
  }

  private void logOnAnswered(String text, long atNanos) {
    if (!text.contains(DONE)) {
      Matcher reason = REASON.matcher(text);
      String why = reason.find() ? reason.group(1) : text;
      force = why.equals(LOGGED_ON_ALREADY);
      CrowdSocket refusedOn = socket;
      failed("log-on refused: " + why, atNanos, () -> logOnAgain(refusedOn));
      return;
    }
    loggedOn = true;
    sessionGreeting = greeting;
    if (!served) {
      served = true;
      ledger.served(atNanos, attempts);
    }
    if (identity.habit() == Habit.READS_NOTHING) {
      socket.turnDeaf();
    }
  }

  /** Unless the connection has gone meanwhile, which it hears of by itself. */
  private void logOnAgain(CrowdSocket on) {
    if (wanted && on == socket && !greeting.isEmpty()) {
      attempts++;
      on.send(logOn());
    }
  }

  private void resumeAnswered(String text) {
    if (text.contains(DONE)) {
      loggedOn = true;
      attempts = 0;
    } else {
      sessionGreeting = "";
      force = true;
      socket.send(logOn());
    }
  }

  @Override
  public void ended(CrowdSocket from, String why) {
    loggedOn = false;
    greeting = "";
    failed(why, System.nanoTime(), this::connect);
  }

  private void failed(String why, long atNanos, Runnable again) {
    if (served) {
      ledger.lost(why);
    } else {
      ledger.failed(why);
    }
    if (identity.habit() == Habit.READS) {
      reconnections.later(Math.max(1, attempts), atNanos, again);
    }
  }
}
