package org.zonekeeper.gateway.app;

import io.javalin.Javalin;
import io.javalin.websocket.WsConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.zonekeeper.gateway.app.ConnectionHandler.Connection;
import org.zonekeeper.gateway.identity.Admission;
import org.zonekeeper.gateway.identity.IdentitySettings;
import org.zonekeeper.gateway.identity.Principal;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.Endpoint;
import org.zonekeeper.gateway.protocol.FrameReader;
import org.zonekeeper.gateway.protocol.ProtocolException;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.tls.ReloadedCertificate;
import org.zonekeeper.gateway.zone.ObservedInstant;

/**
 * The WebSocket server: reads frames on its own threads, hands them to the desk. Keeps no state of
 * the protocol.
 */
final class WebSocketServer {
  /** Where connections come in; none before the start. */
  private final AtomicReference<BoundedConnector> connector = new AtomicReference<>();

  private final GatewaySettings settings;
  private final ConnectionHandler reception;
  private final Work work;
  private final ConcurrentMap<String, Client> clients = new ConcurrentHashMap<>();
  private final Optional<ReloadedCertificate> certificate;
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

  WebSocketServer(
      GatewaySettings settings, Admission admission, ConnectionHandler reception, Work work) {
    this.settings = settings;
    this.reception = reception;
    this.work = work;
    this.certificate = settings.listen().tls().map(ReloadedCertificate::new);
    ConnectionCounts counts = new ConnectionCounts(settings.limits().connections());
    FrontDoor door = new FrontDoor(settings, admission, counts);
    this.javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.jetty.host = settings.listen().host();
              config.jetty.port = settings.listen().port();
              config.jetty.addConnector(
                  (server, http) -> {
                    BoundedConnector bounded =
                        BoundedConnector.of(server, http, counts, certificate);
                    bounded.setHost(settings.listen().host());
                    bounded.setPort(settings.listen().port());
                    connector.set(bounded);
                    return bounded;
                  });
              config.jetty.modifyWebSocketServletFactory(
                  factory -> {
                    factory.setMaxTextMessageSize(settings.limits().messageBytes());
                    factory.setMaxBinaryMessageSize(settings.limits().messageBytes());
                    // Silence is judged by the desk, which can say why it closes, and knows when
                    // nobody is read.
                    factory.setIdleTimeout(
                        Duration.ofMillis(8 * settings.timing().aliveTimeoutMs()));
                  });
              WebPages.addTo(
                  config,
                  settings.identity().map(IdentitySettings::issuer),
                  settings.listen().scriptOrigins());
              door.open(config);
              for (Endpoint endpoint : Endpoint.values()) {
                config.routes.ws(endpoint.path(), ws -> serve(endpoint, ws));
              }
            });
  }

  /** Listens; a port that is in use is reported by the exception. */
  void start() {
    javalin.start();
  }

  /** Has the task done when everything has been read that clients have sent so far. */
  void afterWhatWaits(Runnable task) {
    BoundedConnector open = connector.get();
    if (open == null) {
      task.run();
    } else {
      open.afterWhatWaits(task);
    }
  }

  int port() {
    return javalin.port();
  }

  void stop() {
    javalin.stop();
    certificate.ifPresent(ReloadedCertificate::close);
  }

  private void serve(Endpoint endpoint, WsConfig ws) {
    ws.onConnect(
        context -> {
          Client client = new Client();
          clients.put(context.sessionId(), client);
          WebSocketOutput outlet =
              new WebSocketOutput(
                  context.session,
                  settings.limits().outgoingFrames(),
                  settings.limits().outgoingBytes());
          Principal principal = FrontDoor.principalOf(context);
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
}
