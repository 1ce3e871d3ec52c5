package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The other end of a real WebSocket: greets, says yes to everything, and tells whoever becomes
 * ready so. Not a gateway; enough of one to see that robots speak over a socket.
 */
final class PlayedGateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, WsContext> byAgent = new ConcurrentHashMap<>();
  private final Queue<ObjectNode> received = new ConcurrentLinkedQueue<>();
  private final Javalin server;

  PlayedGateway() {
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.ws("/v1/agent", this::greetAndAnswer);
              config.routes.ws("/v1/supervisor", this::greetAndAnswer);
            });
    server.start("127.0.0.1", 0);
  }

  URI address() {
    return URI.create("ws://127.0.0.1:" + server.port());
  }

  List<ObjectNode> received(String type) {
    return received.stream().filter(frame -> frame.path("type").asText().equals(type)).toList();
  }

  void tell(String agent, String frame) {
    byAgent.get(agent).send(frame.replace('\'', '"'));
  }

  void hangUp(String agent) {
    byAgent.get(agent).closeSession();
  }

  private void greetAndAnswer(WsConfig ws) {
    ws.onConnect(
        context ->
            context.send(
                "{\"type\":\"AgentSDKConnected\",\"session\":\"%s\",\"aliveEveryMs\":60000}"
                    .formatted(context.sessionId())));
    ws.onMessage(context -> answer(context, read(context.message())));
  }

  private void answer(WsContext context, ObjectNode frame) {
    received.add(frame);
    String type = frame.path("type").asText();
    if (type.equals("AGTLogon")) {
      byAgent.put(frame.path("agent").asText(), context);
    }
    if (type.equals("AGTResumeSession")) {
      byAgent.entrySet().stream()
          .filter(entry -> entry.getValue().sessionId().equals(frame.path("session").asText()))
          .findFirst()
          .ifPresent(entry -> entry.setValue(context));
    }
    if (frame.path("state").asText().equals("Ready")) {
      context.send("{\"type\":\"AGTStateChangedNotify\",\"agentState\":\"READY\",\"sequence\":3}");
    }
    ObjectNode answer = JSON.createObjectNode().put("type", type + "RESP").put("result", 0);
    answer.set("id", frame.path("id"));
    context.send(answer.toString());
  }

  private static ObjectNode read(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return (ObjectNode) node;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    server.stop();
  }

  @Override
  public void close() {
    stop();
  }
}
