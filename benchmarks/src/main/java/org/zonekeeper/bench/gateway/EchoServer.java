package org.zonekeeper.bench.gateway;

import io.javalin.Javalin;
import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * The main class of the floor: the gateway's WebSocket library and nothing else. {@code
 * /desktop/GROUP} sends back what it is sent; what {@code /teller} is sent, a group's name in a
 * line of its own and a text, goes to everybody of that group. Runs until it is killed.
 */
public final class EchoServer {
  static final String LISTENING = "echo listening on ";

  private static final int BACKLOG = 4_096;

  private final Map<String, Queue<WsContext>> groups = new ConcurrentHashMap<>();

  private EchoServer() {}

  /** Listens at any free port of this machine, and says which. */
  public static void main(String[] arguments) {
    Javalin server = new EchoServer().start();
    System.out.println(LISTENING + server.port());
  }

  private Javalin start() {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.addConnector(
                  (server, http) -> {
                    ServerConnector connector = new ServerConnector(server);
                    connector.setHost("127.0.0.1");
                    connector.setAcceptQueueSize(BACKLOG);
                    return connector;
                  });
              config.jetty.modifyWebSocketServletFactory(
                  factory -> factory.setIdleTimeout(Duration.ofHours(1)));
              config.routes.ws(
                  "/desktop/{group}",
                  ws -> {
                    ws.onConnect(context -> group(context.pathParam("group")).add(context));
                    ws.onMessage(context -> send(context, context.message()));
                  });
              config.routes.ws(
                  "/teller",
                  ws ->
                      ws.onMessage(
                          context -> {
                            String[] lines = context.message().split("\n", 2);
                            group(lines[0]).forEach(desktop -> send(desktop, lines[1]));
                          }));
            })
        .start();
  }

  private Queue<WsContext> group(String name) {
    return groups.computeIfAbsent(name, each -> new ConcurrentLinkedQueue<>());
  }

  /** As the gateway does: without waiting. */
  private static void send(WsContext to, String text) {
    to.session.sendText(text, Callback.NOOP);
  }
}
