package org.zonekeeper.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients can do to each other: nothing. Over real sockets. */
class ManagementServerTest {
  /** So that a busy machine fails no test: what blocks, blocks for ever. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<Socket> hostile = new ArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private ManagementServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ManagementServer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .answer("/path/", path -> Answer.json(200, Map.of("asked", path)))
            .answer("/stuck", this::stuck);
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    never.countDown();
    for (Socket socket : hostile) {
      socket.close();
    }
    server.close();
    client.close();
  }

  @Test
  void answersGetInJson() throws Exception {
    HttpResponse<String> answer = ask("/path/a");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).isEqualTo("{\"asked\":\"/path/a\"}");
    assertThat(ask("/elsewhere").statusCode()).isEqualTo(404);
  }

  @Test
  void answersNothingButGet() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("/path/a"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void answersWhileHundredsOfOthersDoNotSayWhatTheyWant() throws Exception {
    List<String> halves =
        List.of("", "GET /path/a HT", "GET /path/a HTTP/1.1\r\nHost: x\r\nA", "\u0000");
    for (int i = 0; i < 400; i++) {
      connect().getOutputStream().write(halves.get(i % halves.size()).getBytes(UTF_8));
    }
    assertThat(ask("/path/a").statusCode()).isEqualTo(200);
    for (int i = 0; i < halves.size(); i++) {
      assertIsClosed(hostile.get(i));
    }
  }

  @Test
  void closesALineWithoutEnd() throws IOException {
    OutputStream out = connect().getOutputStream();
    byte[] much = "x".repeat(65_536).getBytes(UTF_8);
    boolean open = true;
    while (open) {
      try {
        out.write(much);
      } catch (SocketException e) {
        open = false;
      }
    }
    assertThat(open).isFalse();
  }

  @Test
  void answersOneWhenThousandsHaveCome() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      connect().close();
    }
    assertThat(ask("/path/a").statusCode()).isEqualTo(200);
  }

  @Test
  void asksToComeBackWhileItAnswersAsManyAsItCan() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> stuck = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      stuck.add(
          client.sendAsync(
              HttpRequest.newBuilder(uri("/stuck")).build(), HttpResponse.BodyHandlers.ofString()));
    }
    // Four are being answered; it is the fifth, whichever that is.
    Object first = CompletableFuture.anyOf(stuck.toArray(CompletableFuture[]::new)).get();
    assertThat(((HttpResponse<?>) first).statusCode()).isEqualTo(503);
    never.countDown();
    assertThat(ask("/path/a").statusCode()).isEqualTo(200);
  }

  private Answer stuck(String path) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.json(200, path);
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    hostile.add(socket);
    return socket;
  }

  private static void assertIsClosed(Socket socket) throws IOException {
    try {
      // Some are told before that their request is bad.
      while (socket.getInputStream().read() >= 0) {}
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }
}
