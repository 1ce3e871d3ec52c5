package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of a recorder is taken for, over real HTTP. */
class HttpRecorderTest {
  private static final byte[] BATCH = "[]".getBytes(StandardCharsets.UTF_8);

  private final AtomicReference<String> contentType = new AtomicReference<>();
  private HttpServer server;
  private HttpRecorder recorder;
  private volatile int status = 200;
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/base/v1/",
        exchange -> {
          contentType.set(exchange.getRequestHeaders().getFirst("Content-Type"));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    recorder = new HttpRecorder(address(), Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    recorder.close();
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void successIsAnAcknowledgement(int code) {
    status = code;
    assertThat(recorder.send(BATCH).join()).isEqualTo(new Delivery.Accepted());
    assertThat(contentType.get()).isEqualTo("application/cloudevents-batch+json");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void whatMayPassIsUnclear(int code) {
    status = code;
    assertThat(recorder.send(BATCH).join()).isInstanceOf(Delivery.Unclear.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 401, 403, 404, 413, 415, 422})
  void whatWillNotPassByItselfIsARefusal(int code) {
    status = code;
    body = "no such\n thing";
    assertThat(recorder.send(BATCH).join())
        .isEqualTo(new Delivery.Refused("HTTP %d no such thing".formatted(code)));
  }

  @Test
  void aConflictMeansThatTheRecorderIsElsewhere() {
    status = 409;
    assertThat(recorder.send(BATCH).join()).isInstanceOf(Delivery.OutOfPlace.class);
  }

  @Test
  void nobodyThereIsUnclear() {
    server.stop(0);
    assertThat(recorder.send(BATCH).join())
        .isInstanceOfSatisfying(
            Delivery.Unclear.class, unclear -> assertThat(unclear.reason()).contains("v1/events"));
  }

  @Test
  void positionsAreRead() {
    body = "{\"zones\":{\"north\":1042,\"south\":0}}";
    assertThat(recorder.positions().join()).isEqualTo(Map.of("north", 1042L, "south", 0L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{}",
        "{\"zones\":[]}",
        "{\"zones\":{\"north\":\"far\"}}",
        "{\"zones\":{\"north\":1.5}}"
      })
  void nonsenseIsNoPosition(String nonsense) {
    body = nonsense;
    assertThatThrownBy(() -> recorder.positions().join())
        .hasCauseInstanceOf(RecorderUnavailableException.class)
        .hasMessageContaining("/v1/positions");
  }

  @Test
  void anErrorIsNoPosition() {
    status = 503;
    assertThatThrownBy(() -> recorder.positions().join())
        .hasCauseInstanceOf(RecorderUnavailableException.class)
        .hasMessageContaining("503");
  }

  private URI address() {
    return URI.create("http://127.0.0.1:%d/base/".formatted(server.getAddress().getPort()));
  }
}
