package org.zonekeeper.systemtest.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A connection to a gateway with a token, one question at a time. For the test's own thread. */
final class PlainDesktop implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS = 120;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final JsonNode greeting;
  private int logOns;

  private PlainDesktop(URI endpoint, String token)
      throws InterruptedException, JsonProcessingException {
    this.socket =
        client
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(endpoint, new Listener())
            .join();
    this.greeting = next(frame -> frame.path("type").asText().equals("AgentSDKConnected"));
  }

  static PlainDesktop connect(URI endpoint, String token)
      throws InterruptedException, JsonProcessingException {
    return new PlainDesktop(endpoint, token);
  }

  JsonNode greeting() {
    return greeting;
  }

  JsonNode logOn(String agent, String zone) throws InterruptedException, JsonProcessingException {
    String id = "on-" + ++logOns;
    return ask(
        ("{\"type\":\"AGTLogon\",\"id\":\"%s\",\"agent\":\"%s\",\"extension\":\"4017\","
                + "\"zone\":\"%s\",\"nailup\":\"ASKED\"}")
            .formatted(id, agent, zone),
        id);
  }

  /** Sends the frame, and gives its answer. */
  JsonNode ask(String frame, String id) throws InterruptedException, JsonProcessingException {
    socket.sendText(frame, /* last= */ true).join();
    return next(answer -> answer.path("id").asText().equals(id) && answer.has("result"));
  }

  private JsonNode next(Predicate<JsonNode> wanted)
      throws InterruptedException, JsonProcessingException {
    while (true) {
      String text = received.poll(SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("the gateway said nothing for %d s".formatted(SECONDS));
      }
      JsonNode frame = JSON.readTree(text);
      if (wanted.test(frame)) {
        return frame;
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder frame = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      frame.append(text);
      if (last) {
        received.add(frame.toString());
        frame.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
