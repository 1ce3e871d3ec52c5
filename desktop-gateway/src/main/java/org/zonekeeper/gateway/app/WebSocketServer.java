package org.zonekeeper.gateway.app;

import io.javalin.Javalin;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.zonekeeper.gateway.app.ConnectionHandler.Connection;
import org.zonekeeper.gateway.identity.Principal;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.Endpoint;
import org.zonekeeper.gateway.protocol.FrameReader;
import org.zonekeeper.gateway.protocol.ProtocolException;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.schemas.limit.Names;

/**
 * The WebSocket server: reads frames on its own threads, hands them to the desk. Keeps no state of
 * the protocol.
 */
final class WebSocketServer {
  private static final int NOT_ALLOWED = 1008;

  private final GatewaySettings settings;
  private final ConnectionHandler reception;
  private final Work work;
  private final ConcurrentMap<String, Client> clients = new ConcurrentHashMap<>();
  private final Javalin javalin;

  /** Where work for the desk's thread goes. */
  @FunctionalInterface
  interface Work {
    void hand(Consumer<ObservedInstant> task) throws InterruptedException;
  }

  /** A socket, and the connection that the desk made of it; the latter is the desk's alone. */
  private static final class Client {
    private Connection connection;
  }

  WebSocketServer(GatewaySettings settings, ConnectionHandler reception, Work work) {
    this.settings = settings;
    this.reception = reception;
    this.work = work;
    this.javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.jetty.modifyWebSocketServletFactory(
                  factory -> {
                    factory.setMaxTextMessageSize(settings.limits().messageBytes());
                    factory.setMaxBinaryMessageSize(settings.limits().messageBytes());
                    // Silence is judged by the desk, which can say why it closes.
                    factory.setIdleTimeout(
                        Duration.ofMillis(2 * settings.timing().aliveTimeoutMs()));
                  });
              for (Endpoint endpoint : Endpoint.values()) {
                config.routes.ws(endpoint.path(), ws -> serve(endpoint, ws));
              }
            });
  }

  /** Listens; a port that is in use is reported by the exception. */
  void start() {
    javalin.start(settings.listen().host(), settings.listen().port());
  }

  int port() {
    return javalin.port();
  }

  void stop() {
    javalin.stop();
  }

  private void serve(Endpoint endpoint, WsConfig ws) {
    ws.onConnect(
        context -> {
          if (!isAllowed(context)) {
            context.session.close(
                NOT_ALLOWED,
                "origin not allowed; see the setting " + GatewaySetting.ORIGINS,
                org.eclipse.jetty.websocket.api.Callback.NOOP);
            return;
          }
          Optional<String> name = Optional.ofNullable(context.queryParam("supervisor"));
          if (!name.map(Names::isName).orElse(true)) {
            context.session.close(
                NOT_ALLOWED,
                "the parameter supervisor must be 1 to 128 visible characters",
                org.eclipse.jetty.websocket.api.Callback.NOOP);
            return;
          }
          Client client = new Client();
          clients.put(context.sessionId(), client);
          WebSocketOutput outlet =
              new WebSocketOutput(context.session, settings.limits().outgoingFrames());
          Principal principal = Principal.unrestricted(name.orElse("development"));
          work.hand(now -> client.connection = reception.open(endpoint, outlet, principal, now));
        });
    ws.onMessage(
        context -> {
          Client client = clients.get(context.sessionId());
          if (client != null) {
            read(endpoint, client, context.message());
          }
        });
    ws.onBinaryMessage(
        context -> {
          Client client = clients.get(context.sessionId());
          if (client != null) {
            ProtocolException fault =
                new ProtocolException(
                    Optional.empty(),
                    Optional.empty(),
                    Reason.MALFORMED_MESSAGE,
                    "the frame is binary; each frame is text, one JSON object with a \"type\"");
            work.hand(now -> reception.fault(client.connection, fault, now));
          }
        });
    ws.onClose(
        context -> {
          Client client = clients.remove(context.sessionId());
          if (client != null) {
            work.hand(now -> reception.closed(client.connection, now));
          }
        });
  }

  private void read(Endpoint endpoint, Client client, String frame) throws InterruptedException {
    try {
      ClientMessage message = FrameReader.read(endpoint, frame);
      work.hand(now -> reception.message(client.connection, message, now));
    } catch (ProtocolException e) {
      work.hand(now -> reception.fault(client.connection, e, now));
    }
  }

  /** Programs send no origin; of web pages, only those of the setting may connect. */
  private boolean isAllowed(WsContext context) {
    String origin = context.header("Origin");
    return origin == null || settings.listen().origins().contains(origin);
  }
}
