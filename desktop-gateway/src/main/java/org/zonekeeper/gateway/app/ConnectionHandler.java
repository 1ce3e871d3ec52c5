package org.zonekeeper.gateway.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.gateway.commands.CallbackDirectory;
import org.zonekeeper.gateway.commands.ConsultDirectory;
import org.zonekeeper.gateway.commands.ContactDesk;
import org.zonekeeper.gateway.commands.KeyedNumberCheck;
import org.zonekeeper.gateway.identity.Principal;
import org.zonekeeper.gateway.identity.Role;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Endpoint;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.ProtocolException;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.ClientOutput;
import org.zonekeeper.gateway.session.CloseCode;
import org.zonekeeper.gateway.session.CommandIssuer;
import org.zonekeeper.gateway.session.CommandQuota;
import org.zonekeeper.gateway.session.ResumeSecret;
import org.zonekeeper.gateway.session.SessionDeadlines;
import org.zonekeeper.gateway.session.SupervisorSession;
import org.zonekeeper.gateway.zone.ObservedInstant;

/**
 * Where connections come in: gives each its session, answers what is the gateway's own to answer,
 * passes the rest to the desk of commands, and notices connections that have gone silent. Desk
 * thread only.
 */
final class ConnectionHandler {
  /** So many frames beyond the quota are refused, for each one that is within it. */
  private static final int EXCESS_FOR_EACH_COMMAND = 5;

  private final GatewaySettings settings;
  private final GatewayCore desk;
  private final SessionDeadlines<Connection> silences;
  private final TokenExpiries<Connection> expiries = new TokenExpiries<>();
  private final TokenRenewals renewals;
  private final SessionResumption sessionResumption;
  private final SecureRandom random = new SecureRandom();

  /** One connection; its session changes when it resumes another. */
  static final class Connection {
    private final Endpoint endpoint;
    private final ClientOutput outlet;
    private final CommandQuota excess;
    private Principal principal;
    private boolean closed;
    private CommandIssuer session;

    private Connection(
        Endpoint endpoint,
        ClientOutput outlet,
        Principal principal,
        CommandQuota excess,
        CommandIssuer session) {
      this.endpoint = endpoint;
      this.outlet = outlet;
      this.principal = principal;
      this.excess = excess;
      this.session = session;
    }

    Endpoint endpoint() {
      return endpoint;
    }

    /** Who holds it; another record of the same subject after the token was renewed. */
    Principal principal() {
      return principal;
    }
  }

  ConnectionHandler(GatewaySettings settings, GatewayCore desk, TokenRenewals renewals) {
    this.settings = settings;
    this.desk = desk;
    this.renewals = renewals;
    this.sessionResumption = new SessionResumption(desk, renewals);
    this.silences = new SessionDeadlines<>(settings.timing().aliveTimeoutMs());
  }

  /**
   * A client has connected.
   *
   * @param principal who it is, checked before the connection was made
   */
  Connection open(
      Endpoint endpoint, ClientOutput outlet, Principal principal, ObservedInstant now) {
    String id = newSessionId();
    ResumeSecret secret = ResumeSecret.create();
    CommandIssuer session =
        switch (endpoint) {
          case AGENT -> desk.sessions().open(id, secret.digest(principal.subject()), outlet, now);
          case SUPERVISOR -> {
            CommandQuota quota =
                new CommandQuota(settings.limits().commandsPerSecond(), now.observed());
            SupervisorSession console = new SupervisorSession(id, principal.name(), outlet, quota);
            desk.consoles().open(console);
            yield console;
          }
        };
    CommandQuota excess =
        new CommandQuota(
            EXCESS_FOR_EACH_COMMAND * settings.limits().commandsPerSecond(), now.observed());
    Connection connection = new Connection(endpoint, outlet, principal, excess, session);
    holds(connection);
    silences.set(connection, now.listened());
    expiries.set(connection, principal.expiresAtMs());
    outlet.send(FrameWriter.connected(greeting(connection, id, secret, now)));
    return connection;
  }

  /** A valid command. */
  void message(Connection connection, ClientMessage message, ObservedInstant now) {
    if (connection.closed) {
      return;
    }
    silences.set(connection, now.listened());
    CommandIssuer session = connection.session;
    if (!session.quota().take(now.observed())) {
      tooFast(connection, Optional.of(message.type()), message.id(), now);
    } else if (message.type() == CommandType.POM_CLIENT_ALIVE) {
      session.send(FrameWriter.accepted(message.type(), message.id(), Map.of("now", now.wall())));
    } else if (message.type() == CommandType.RENEW_TOKEN) {
      renewals.check(
          connection.principal,
          message.text("token"),
          answer -> renewed(connection, message, answer));
    } else if (isAuthorised(connection, message)) {
      switch (session) {
        case AgentSession agent -> ofAgent(connection, agent, message, now);
        case SupervisorSession console -> ofSupervisor(console, message, now);
      }
    }
  }

  /** A frame that the protocol does not allow. */
  void fault(Connection connection, ProtocolException fault, ObservedInstant now) {
    if (connection.closed) {
      return;
    }
    silences.set(connection, now.listened());
    if (connection.session.quota().take(now.observed())) {
      connection.session.send(FrameWriter.refused(fault));
    } else {
      tooFast(connection, fault.type(), fault.id(), now);
    }
  }

  /**
   * Refused for its cost; who goes on regardless is cut off, because a refusal costs something,
   * too.
   */
  private void tooFast(
      Connection connection,
      Optional<CommandType> type,
      Optional<JsonNode> id,
      ObservedInstant now) {
    String text =
        "more than %d frames a second; slow down".formatted(settings.limits().commandsPerSecond());
    if (connection.excess.take(now.observed())) {
      connection.session.send(
          FrameWriter.refused(new ProtocolException(type, id, Reason.TOO_FAST, text)));
    } else {
      connection.outlet.close(CloseCode.FLOODING, text);
    }
  }

  /** The connection is gone, whoever closed it. */
  void closed(Connection connection, ObservedInstant now) {
    connection.closed = true;
    silences.cancel(connection);
    expiries.remove(connection);
    switch (connection.session) {
      case AgentSession agent -> desk.sessions().disconnected(agent, connection.outlet, now);
      case SupervisorSession console -> desk.consoles().closed(console);
    }
  }

  /**
   * Closes connections from which nothing came for too long while they were listened to, and those
   * whose token has expired.
   */
  void tick(ObservedInstant now) {
    for (Connection silent : silences.takeExpired(now.listened())) {
      silent.outlet.close(
          CloseCode.NOT_HEARD,
          "nothing heard for %d ms".formatted(settings.timing().aliveTimeoutMs()));
      closed(silent, now);
    }
    for (Connection expired : expiries.takeExpired(now.wall())) {
      expired.outlet.close(
          CloseCode.TOKEN_EXPIRED, "the token has expired; come again with a newer one");
      closed(expired, now);
    }
  }

  private boolean isAuthorised(Connection connection, ClientMessage message) {
    Optional<Refusal> refusal = Authorisation.refusal(connection.principal, message);
    refusal.ifPresent(
        why -> {
          renewals.refused(connection.principal, message.type(), why);
          refuse(connection.session, message, why.reason(), why.text());
        });
    return refusal.isEmpty();
  }

  /** What became of a newer token; the connection may have gone meanwhile. */
  private void renewed(Connection connection, ClientMessage message, TokenRenewals.Answer answer) {
    if (connection.closed) {
      return;
    }
    CommandIssuer session = connection.session;
    switch (answer) {
      case TokenRenewals.Answer.Refused refused ->
          refuse(session, message, Reason.TOKEN_REJECTED, refused.denial().text());
      case TokenRenewals.Answer.Renewed good when !stillMayBe(connection, good.principal()) ->
          refuse(
              session,
              message,
              Reason.NOT_AUTHORISED,
              "the newer token does not allow what this connection is; the older one counts on");
      case TokenRenewals.Answer.Renewed good -> {
        connection.principal = good.principal();
        expiries.set(connection, good.principal().expiresAtMs());
        if (session instanceof SupervisorSession console) {
          desk.consoles().keep(console, good.principal().zones());
        }
        session.send(
            FrameWriter.accepted(
                message.type(),
                message.id(),
                Map.of("tokenExpiresAt", good.principal().expiresAtMs())));
      }
    }
  }

  private static boolean stillMayBe(Connection connection, Principal newer) {
    return switch (connection.session) {
      case SupervisorSession console -> newer.is(Role.SUPERVISOR);
      case AgentSession session ->
          newer.is(Role.AGENT)
              && session
                  .agent()
                  .or(session::logOnPending)
                  .map(agent -> Authorisation.mayBe(newer, agent))
                  .orElse(true);
    };
  }

  private void ofAgent(
      Connection connection, AgentSession session, ClientMessage message, ObservedInstant now) {
    if (message.type() == CommandType.AGT_RESUME_SESSION) {
      sessionResumption
          .resume(session, message, connection.principal, now)
          .ifPresent(
              resumed -> {
                connection.session = resumed;
                holds(connection);
              });
    } else if (ConsultDirectory.answers(message.type())) {
      desk.consults().answer(session, message);
    } else if (CallbackDirectory.answers(message.type())) {
      desk.callbacks().answer(session, message, session.agent().flatMap(desk::snapshot));
    } else if (ContactDesk.answers(message.type())) {
      desk.contacts().ask(session, message, now);
    } else if (KeyedNumberCheck.answers(message.type())) {
      desk.keyedNumbers().ask(session, message, now);
    } else {
      desk.commands().ask(session, message, now);
    }
  }

  /** The session may be whoever the connection's token allows, which may be renewed meanwhile. */
  private static void holds(Connection connection) {
    if (connection.session instanceof AgentSession session) {
      session.rights(agent -> Authorisation.mayBe(connection.principal, agent));
    }
  }

  private void ofSupervisor(SupervisorSession session, ClientMessage message, ObservedInstant now) {
    if (message.type() == CommandType.SUP_SUBSCRIBE) {
      subscribe(session, message, now);
    } else if (CallbackDirectory.answers(message.type())) {
      callbacks(session, message);
    } else {
      desk.commands().ask(session, message, now);
    }
  }

  private void callbacks(SupervisorSession console, ClientMessage message) {
    unknownZone(List.of(message.text("zone")))
        .ifPresentOrElse(
            text -> refuse(console, message, Reason.UNKNOWN_ZONE, text),
            () -> desk.callbacks().answer(console, message, Optional.empty()));
  }

  /** Why it cannot be answered; empty: all of them are zones. */
  private Optional<String> unknownZone(List<String> wanted) {
    return wanted.stream()
        .filter(zone -> !desk.zones().contains(zone))
        .findFirst()
        .map(
            zone ->
                "unknown zone '%s'; the zones are %s"
                    .formatted(zone, String.join(", ", desk.zones().names())));
  }

  private void subscribe(SupervisorSession console, ClientMessage message, ObservedInstant now) {
    List<String> wanted = message.texts("zones");
    Optional<String> unknown = unknownZone(wanted);
    if (unknown.isPresent()) {
      refuse(console, message, Reason.UNKNOWN_ZONE, unknown.get());
      return;
    }
    console.send(FrameWriter.accepted(message.type(), message.id(), Map.of()));
    if (message.flag("dashboard")) {
      desk.consoles().watch(console, wanted, desk.dashboards().known(wanted, now.wall()));
    } else {
      desk.consoles().subscribe(console, wanted);
    }
  }

  private Map<String, Object> greeting(
      Connection connection, String sessionId, ResumeSecret secret, ObservedInstant now) {
    Principal principal = connection.principal;
    Map<String, Object> greeting = new LinkedHashMap<>();
    greeting.put("session", sessionId);
    if (connection.endpoint == Endpoint.AGENT) {
      greeting.put("secret", secret.text());
    }
    greeting.put("zones", principal.zones().among(desk.zones().names()));
    greeting.put("aliveEveryMs", settings.timing().aliveTimeoutMs() / 3);
    greeting.put("aliveTimeoutMs", settings.timing().aliveTimeoutMs());
    greeting.put("resumeGraceMs", settings.timing().resumeGraceMs());
    greeting.put("now", now.wall());
    if (principal.isUnrestricted()) {
      greeting.put("insecureDevelopment", true);
    } else {
      greeting.put("tokenExpiresAt", principal.expiresAtMs());
      principal.agentId().ifPresent(agent -> greeting.put("agent", agent));
    }
    return greeting;
  }

  /** No secret: it stands in the journal. */
  private String newSessionId() {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return settings.sessionPrefix() + HexFormat.of().formatHex(bits);
  }

  private static void refuse(
      CommandIssuer session, ClientMessage message, Reason reason, String text) {
    session.send(
        FrameWriter.refused(message.type(), message.id(), new Refusal(reason, text), Map.of()));
  }
}
