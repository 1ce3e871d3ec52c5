package org.zonekeeper.gateway.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server all of whose threads are at work: what comes then is not read, and no silence. */
class LateServerTest {
  private static final int THREADS = 40;
  private static final long IDLE_MS = 200;

  private final CountDownLatch work = new CountDownLatch(1);
  private final QueuedThreadPool threads = new QueuedThreadPool(THREADS);
  private final Server server = new Server(threads);
  private final List<Socket> sockets = new ArrayList<>();
  private BoundedConnector connector;

  @BeforeEach
  void start() throws Exception {
    // None that waits for what the others leave.
    threads.setReservedThreads(0);
    connector =
        BoundedConnector.of(
            server,
            new HttpConfiguration(),
            new ConnectionCounts(new ConnectionCounts.Limits(1_000, 1_000)),
            Optional.empty());
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            if (request.getHttpURI().getPath().equals("/work")) {
              work.await();
            }
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    work.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.stop();
  }

  @Test
  void doesNotListenUntilItHasReadWhatWaits() throws Exception {
    BlockingQueue<Runnable> desk = new LinkedBlockingQueue<>();
    ListeningTime listening =
        new ListeningTime(task -> connector.afterWhatWaits(() -> desk.add(task)));
    allAtWork();
    long begun = listening.millis(0);
    assertThat(listening.millis(60_000) - begun).isEqualTo(2_000);
    assertThat(desk).isEmpty();

    work.countDown();
    desk.take().run();
    assertThat(listening.millis(60_000) - begun).isEqualTo(2_000);
    assertThat(listening.millis(60_500) - begun).isEqualTo(2_500);
  }

  @Test
  void closesNobodyWhoseRequestWaits() throws Exception {
    Socket patient = ask("/");
    assertThat(answerOf(patient)).contains("204");
    allAtWork();
    write(patient, "/");
    endPointOf(patient).setIdleTimeout(IDLE_MS);
    // The server's timer goes by due time: the connection's has been over for long by then.
    CountDownLatch later = new CountDownLatch(1);
    connector.getScheduler().schedule(later::countDown, 4 * IDLE_MS, TimeUnit.MILLISECONDS);
    later.await();
    work.countDown();
    assertThat(answerOf(patient)).contains("204");
  }

  @Test
  void closesWhoSaysNothing() throws Exception {
    Socket silent = ask("/");
    assertThat(answerOf(silent)).contains("204");
    endPointOf(silent).setIdleTimeout(IDLE_MS);
    assertThat(silent.getInputStream().read()).isNegative();
  }

  private EndPoint endPointOf(Socket socket) {
    return connector.getConnectedEndPoints().stream()
        .filter(each -> each.getRemoteSocketAddress().equals(socket.getLocalSocketAddress()))
        .findFirst()
        .orElseThrow();
  }

  private void allAtWork() throws IOException {
    for (int i = 0; i < 2 * THREADS; i++) {
      var unused = ask("/work");
    }
    // Each that is busy now will be at this work, and more of it waits.
    await("every thread at work")
        .until(
            () ->
                threads.getThreads() == THREADS
                    && threads.getIdleThreads() == 0
                    && threads.getQueueSize() > 0);
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    write(socket, path);
    return socket;
  }

  private static void write(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write("GET %s HTTP/1.1\r\nHost: here\r\n\r\n".formatted(path).getBytes(US_ASCII));
  }

  /** Its head, which is all of it; less than that if the server has closed the connection. */
  private static String answerOf(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      answer.append((char) next);
    }
    return answer.toString();
  }
}
