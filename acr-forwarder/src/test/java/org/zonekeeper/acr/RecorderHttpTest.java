package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of a recorder is taken for, over real HTTP. */
class RecorderHttpTest {
  private static final byte[] BATCH = "[]".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final AtomicReference<String> authorization = new AtomicReference<>();
  private final AtomicReference<String> contentType = new AtomicReference<>();
  private HttpServer server;
  private RecorderHttp recorder;
  private volatile int status = 200;
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/base/v1/",
        exchange -> {
          authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
          contentType.set(exchange.getRequestHeaders().getFirst("Content-Type"));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    recorder = new RecorderHttp(RecorderSettings.at(address(), Duration.ofSeconds(5)));
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
    assertThat(recorder.post(BATCH).join()).isEqualTo(new Delivery.Accepted());
    assertThat(contentType.get()).isEqualTo("application/cloudevents-batch+json");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void whatMayPassIsUnclear(int code) {
    status = code;
    assertThat(recorder.post(BATCH).join()).isInstanceOf(Delivery.Unclear.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void aComplaintAboutWhatWasSentIsARefusal(int code) {
    status = code;
    body = "no such\n thing";
    assertThat(recorder.post(BATCH).join())
        .isEqualTo(new Delivery.Refused("HTTP %d no such thing".formatted(code)));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 401, 403, 404, 405, 410, 415})
  void whatHoldsForAllThatWeCouldSendBarsUs(int code) {
    status = code;
    assertThat(recorder.post(BATCH).join())
        .isEqualTo(new Delivery.Barred("HTTP %d".formatted(code)));
  }

  @Test
  void theSecretIsSentAndRenewedWithTheNextQuestionForThePositions() throws IOException {
    recorder.close();
    Path secret = Files.writeString(folder.resolve("secret"), "first\n");
    recorder =
        new RecorderHttp(
            new RecorderSettings(
                address(), Duration.ofSeconds(5), Optional.empty(), Optional.of(secret)));
    recorder.post(BATCH).join();
    assertThat(authorization.get()).isEqualTo("Bearer first");

    Files.writeString(secret, "second\n");
    body = "{\"zones\":{}}";
    recorder.positions().join();
    assertThat(authorization.get()).isEqualTo("Bearer second");

    Files.delete(secret);
    assertThatThrownBy(() -> recorder.positions().join())
        .hasCauseInstanceOf(RecorderUnavailableException.class)
        .hasMessageContaining("recorder.bearer.file");
  }

  @Test
  void aConflictMeansThatTheRecorderIsElsewhere() {
    status = 409;
    assertThat(recorder.post(BATCH).join()).isInstanceOf(Delivery.OutOfPlace.class);
  }

  @Test
  void nobodyThereIsUnclear() {
    server.stop(0);
    assertThat(recorder.post(BATCH).join())
        .isInstanceOfSatisfying(
            Delivery.Unclear.class, unclear -> assertThat(unclear.reason()).contains("v1/events"));
  }

  @Test
  void positionsAreRead() {
    String hash = "0a".repeat(32);
    body =
        "{\"zones\":{\"north\":1042,\"south\":7,\"west\":0},\"hashes\":{\"north\":\"%s\"}}"
            .formatted(hash);
    assertThat(recorder.positions().join())
        .isEqualTo(
            Map.of(
                "north", new RecorderPosition(1042, hash),
                "south", new RecorderPosition(7, ""),
                "west", RecorderPosition.NONE));
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
        "{\"zones\":{\"north\":1.5}}",
        "{\"zones\":{\"north\":-4}}",
        "{\"zones\":{\"north\":4},\"hashes\":{\"north\":\"long\"}}"
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
