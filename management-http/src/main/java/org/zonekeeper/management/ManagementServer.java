package org.zonekeeper.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The HTTP server with which a service answers operators and auditors: the JDK's own, a virtual
 * thread for each connection, and a limit to everything that a client can make it spend. It only
 * answers GET.
 *
 * <p>A question has to be complete within {@value #REQUEST_SECONDS} s and its answer taken within
 * {@value #ANSWER_SECONDS} s; a connection may rest for {@value #IDLE_SECONDS} s; there are {@value
 * #CONNECTIONS} of them at most, and one more is closed. The JDK checks times every few seconds.
 * {@value #AT_ONCE} questions are answered at a time, so that whoever asks without end takes no
 * more from the rest of the service; the others wait a second, and are then told to come back. All
 * these are the JDK's settings for the whole process, which a {@code -D} on its command line
 * overrides.
 */
public final class ManagementServer implements AutoCloseable {
  private static final int REQUEST_SECONDS = 5;
  private static final int ANSWER_SECONDS = 10;
  private static final int IDLE_SECONDS = 5;
  private static final int CONNECTIONS = 512;
  private static final int HEADERS = 64;
  private static final int HEADER_BYTES = 16_384;
  private static final int AT_ONCE = 4;
  private static final int BACKLOG = 128;

  static {
    // The JDK reads them once, when the first server of the process is made.
    Map.of(
            "sun.net.httpserver.maxReqTime", REQUEST_SECONDS,
            "sun.net.httpserver.maxRspTime", ANSWER_SECONDS,
            "sun.net.httpserver.idleInterval", IDLE_SECONDS,
            "jdk.httpserver.maxConnections", CONNECTIONS,
            "sun.net.httpserver.maxReqHeaders", HEADERS,
            "sun.net.httpserver.maxReqHeaderSize", HEADER_BYTES)
        .forEach(
            (key, value) -> {
              if (System.getProperty(key) == null) {
                System.setProperty(key, value.toString());
              }
            });
  }

  private final HttpServer server;
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("management-", 0).factory());

  private ManagementServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Opens the port; answers once started.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static ManagementServer open(InetSocketAddress address) throws IOException {
    return new ManagementServer(HttpServer.create(address, BACKLOG));
  }

  /** Where it listens; the port is the one that a configured 0 left to the operating system. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /**
   * What somebody asks.
   *
   * @param path the whole of it
   * @param authorization the header of that name
   */
  public record Question(String path, Optional<String> authorization) {}

  /** As {@link #answer}, for answers that depend on who asks. */
  public ManagementServer ask(String path, Function<Question, Answer> answers) {
    server.createContext(path, exchange -> answer(exchange, answers));
    return this;
  }

  /**
   * Says what is answered under a path and all that begin with it.
   *
   * @param answers gets the whole path; called on virtual threads, several at a time
   */
  public ManagementServer answer(String path, Function<String, Answer> answers) {
    return ask(path, question -> answers.apply(question.path()));
  }

  /** Answers from now on. */
  public void start() {
    server.setExecutor(threads);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange, Function<Question, Answer> answers)
      throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        Question question =
            new Question(
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
        say(exchange, inTurn(question, answers));
      } else {
        exchange.getResponseHeaders().set("Allow", "GET");
        say(exchange, Answer.no(405, "only GET is answered"));
      }
    }
  }

  private Answer inTurn(Question question, Function<Question, Answer> answers) {
    try {
      if (!turns.tryAcquire(1, TimeUnit.SECONDS)) {
        return Answer.no(503, "too many questions at a time, ask again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.no(503, "stopping");
    }
    try {
      return answers.apply(question);
    } finally {
      turns.release();
    }
  }

  private static void say(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
