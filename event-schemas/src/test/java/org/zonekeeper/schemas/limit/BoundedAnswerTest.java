package org.zonekeeper.schemas.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever answers in a server's place fills no memory and holds nobody up. */
class BoundedAnswerTest {
  private static final Duration PLENTY = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/whole", exchange -> answer(exchange, BoundedAnswer.MOST_BYTES));
    server.createContext("/large", exchange -> answer(exchange, BoundedAnswer.MOST_BYTES + 1));
    server.createContext("/trickle", this::trickle);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }

  @Test
  void theLargestAnswerIsTakenWhole() throws Exception {
    assertThat(BoundedAnswer.await(http, question("/whole"), PLENTY).body())
        .hasSize(BoundedAnswer.MOST_BYTES);
  }

  @Test
  void oneByteMoreIsNone() {
    assertThatThrownBy(() -> BoundedAnswer.await(http, question("/large"), PLENTY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an answer of more than " + BoundedAnswer.MOST_BYTES + " bytes");
  }

  /** The client's own time-out ends with an answer's head. */
  @Test
  void oneThatTricklesIsGivenUp() {
    assertThatThrownBy(
            () -> BoundedAnswer.await(http, question("/trickle"), Duration.ofMillis(500)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("the answer did not end in time");
  }

  private HttpRequest question(String path) {
    String at = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return HttpRequest.newBuilder(URI.create(at)).timeout(PLENTY).build();
  }

  private static void answer(HttpExchange exchange, int bytes) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(new byte[bytes]);
    } catch (IOException e) {
      // Whoever asked had enough of it.
      assertThat(bytes).isGreaterThan(BoundedAnswer.MOST_BYTES);
    }
  }

  private void trickle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      while (!over.await(20, TimeUnit.MILLISECONDS)) {
        body.write('.');
        body.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
