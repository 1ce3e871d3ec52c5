package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A desktop over a real WebSocket: remembers every frame, and how it was closed. */
final class Client implements WebSocket.Listener {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  static Client connect(int port, String path) {
    Client client = new Client();
    client.socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), client)
            .join();
    client.frame("AgentSDKConnected");
    return client;
  }

  static Client withToken(int port, String path, String token) {
    Client client = new Client();
    client.socket =
        HTTP.newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), client)
            .join();
    client.frame("AgentSDKConnected");
    return client;
  }

  String session() {
    return frame("AgentSDKConnected").path("session").textValue();
  }

  String secret() {
    return frame("AgentSDKConnected").path("secret").textValue();
  }

  Client send(String frame) {
    socket.sendText(frame, true).join();
    return this;
  }

  void sendBinary(byte[] frame) {
    socket.sendBinary(ByteBuffer.wrap(frame), true).join();
  }

  /** Sends to a gateway that may have closed the connection; false if it has. */
  boolean offer(String frame) {
    return socket.sendText(frame, true).handle((sent, failure) -> failure == null).join();
  }

  /** Breaks the connection off, as a pulled cable would look to the gateway's operating system. */
  void abort() {
    socket.abort();
  }

  /** The first frame of that type, waited for. */
  JsonNode frame(String type) {
    return frame(each -> each.path("type").textValue().equals(type), type);
  }

  /** The answer to the command of that id, waited for. */
  JsonNode answerTo(String id) {
    return frame(
        each -> each.path("id").asText().equals(id) && each.has("result"), "answer to " + id);
  }

  JsonNode frame(Predicate<JsonNode> wanted, String description) {
    return await(description)
        .atMost(Duration.ofSeconds(10))
        .until(() -> frames.stream().filter(wanted).findFirst(), found -> found.isPresent())
        .orElseThrow();
  }

  /** All types so far, in order. */
  List<String> types() {
    return frames.stream().map(each -> each.path("type").textValue()).toList();
  }

  long count(String type) {
    return types().stream().filter(type::equals).count();
  }

  void isClosedWith(int code) {
    await("close").atMost(Duration.ofSeconds(10)).until(closed::isDone);
    assertThat(closed).isCompletedWithValue(code);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      try {
        frames.add(JSON.readTree(text.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }
}
