package org.zonekeeper.gateway.app;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.identity.Admission;
import org.zonekeeper.gateway.identity.Credentials;
import org.zonekeeper.gateway.identity.Denial;
import org.zonekeeper.gateway.identity.DeniedException;
import org.zonekeeper.gateway.identity.Principal;
import org.zonekeeper.gateway.identity.Role;
import org.zonekeeper.gateway.identity.Tickets;
import org.zonekeeper.gateway.protocol.Endpoint;

/**
 * The HTTP in front of the WebSockets: who may connect is decided here, before the upgrade. Also
 * serves tickets, and what a page must know to log on. Runs on the server's threads.
 */
final class FrontDoor {
  private static final String PRINCIPAL = "zonekeeper.principal";
  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final GatewaySettings settings;
  private final Admission admission;
  private final ConnectionCounts counts;
  private final Origins origins;

  FrontDoor(GatewaySettings settings, Admission admission, ConnectionCounts counts) {
    this.settings = settings;
    this.admission = admission;
    this.counts = counts;
    this.origins = new Origins(settings);
  }

  /** Adds its routes. */
  void open(JavalinConfig config) {
    for (Endpoint endpoint : Endpoint.values()) {
      config.routes.wsBeforeUpgrade(endpoint.path(), context -> beforeUpgrade(endpoint, context));
    }
    config.routes.post("/v1/ticket", this::ticket);
    config.routes.options("/v1/ticket", this::preflight);
    config.routes.get("/v1/identity", this::identity);
    config.routes.get("/v1/principal", this::principal);
    config.routes.exception(
        DeniedException.class, (denied, context) -> refuse(context, denied.denial()));
  }

  /** Who stands behind a WebSocket that was let in. */
  static Principal principalOf(io.javalin.websocket.WsContext context) {
    return context.attribute(PRINCIPAL);
  }

  private void beforeUpgrade(Endpoint endpoint, Context context) throws DeniedException {
    requireRoom(context);
    requireOrigin(context);
    Principal principal = admitted(context);
    if (!principal.is(roleFor(endpoint))) {
      throw denied(
          context,
          new DeniedException(
              Denial.NOT_AUTHORISED,
              "%s needs the role %s".formatted(endpoint.path(), roleFor(endpoint).claim()),
              Optional.of(principal.subject())));
    }
    context.attribute(PRINCIPAL, principal);
  }

  /** One use, half a minute, this gateway. */
  private void ticket(Context context) throws DeniedException {
    requireRoom(context);
    requireOrigin(context);
    allowPage(context);
    String ticket = admission.ticket(admitted(context));
    ObjectNode answer = JSON.createObjectNode();
    answer.put("ticket", ticket);
    answer.put("expiresInMs", Tickets.LIFETIME_MS);
    context.header("Cache-Control", "no-store").contentType("application/json");
    context.result(answer.toString());
  }

  private void preflight(Context context) throws DeniedException {
    requireOrigin(context);
    allowPage(context);
    context.header("Access-Control-Allow-Headers", "Authorization").status(204);
  }

  /** Where a page logs on; nothing of it is a secret. */
  private void identity(Context context) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("insecureDevelopment", settings.identity().isEmpty());
    settings
        .identity()
        .ifPresent(
            identity -> {
              answer.put("issuer", identity.issuer().toString());
              answer.put("audience", identity.audience());
              answer.put("client", identity.browserClient());
            });
    context.contentType("application/json").result(answer.toString());
  }

  /** What this gateway makes of a token, so that a page can say who is there before it connects. */
  private void principal(Context context) throws DeniedException {
    requireRoom(context);
    requireOrigin(context);
    Principal principal = admitted(context);
    ObjectNode answer = JSON.createObjectNode();
    answer.put("name", principal.name());
    principal.agentId().ifPresent(agent -> answer.put("agent", agent));
    principal.roles().stream().map(Role::claim).sorted().forEach(answer.withArray("roles")::add);
    principal.zones().among(settings.directory().zones()).forEach(answer.withArray("zones")::add);
    answer.put("tokenExpiresAt", principal.expiresAtMs());
    context.header("Cache-Control", "no-store").contentType("application/json");
    context.result(answer.toString());
  }

  private Principal admitted(Context context) throws DeniedException {
    Credentials credentials =
        Credentials.of(
            header(context, "Authorization"),
            header(context, "Sec-WebSocket-Protocol"),
            Optional.ofNullable(context.queryParam("ticket")));
    return admission.admit(
        credentials, context.ip(), Optional.ofNullable(context.queryParam("supervisor")));
  }

  private void requireRoom(Context context) throws DeniedException {
    if (counts.isOver(context.ip())) {
      throw denied(
          context,
          new DeniedException(Denial.TOO_MANY_CONNECTIONS, "%d in all".formatted(counts.all())));
    }
  }

  private void requireOrigin(Context context) throws DeniedException {
    Optional<String> origin = header(context, "Origin");
    if (!origins.allow(origin, header(context, "Host"))) {
      throw denied(
          context, new DeniedException(Denial.ORIGIN_NOT_ALLOWED, "origin " + origin.orElse("")));
    }
  }

  private DeniedException denied(Context context, DeniedException why) {
    return admission.recorded(context.ip(), why);
  }

  private static void allowPage(Context context) {
    header(context, "Origin")
        .ifPresent(
            origin -> {
              context.header("Access-Control-Allow-Origin", origin);
              context.header("Vary", "Origin");
            });
  }

  private static void refuse(Context context, Denial denial) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("reason", denial.name());
    answer.put("text", denial.text());
    if (denial.status() == 401) {
      context.header(
          "WWW-Authenticate",
          denial == Denial.TOKEN_MISSING ? "Bearer" : "Bearer error=\"invalid_token\"");
    }
    if (denial.status() == 429 || denial.status() == 503) {
      context.header("Retry-After", denial.status() == 429 ? "60" : "5");
    }
    // The sub-protocol of a connection that is not made may be a token.
    context.res().setHeader("Sec-WebSocket-Protocol", null);
    context.status(denial.status()).contentType("application/json");
    if (header(context, "Upgrade").isPresent()) {
      write(context, answer.toString());
    } else {
      context.result(answer.toString());
    }
  }

  /** Javalin does not write the results of upgrades that are refused. */
  private static void write(Context context, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    context.res().setContentLength(bytes.length);
    try {
      context.res().getOutputStream().write(bytes);
      context.res().flushBuffer();
    } catch (IOException e) {
      LOG.debug("refusal not read by its client", e);
    }
  }

  private static Optional<String> header(Context context, String name) {
    return Optional.ofNullable(context.header(name));
  }

  private static Role roleFor(Endpoint endpoint) {
    return switch (endpoint) {
      case AGENT -> Role.AGENT;
      case SUPERVISOR -> Role.SUPERVISOR;
    };
  }
}
