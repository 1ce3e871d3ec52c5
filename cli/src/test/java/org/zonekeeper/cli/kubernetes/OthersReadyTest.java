package org.zonekeeper.cli.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script that an Agent Manager's container runs before it is stopped. */
class OthersReadyTest {
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer other;
  private volatile int readyAfter;

  @BeforeEach
  void listen() throws IOException {
    other = HttpServer.create(new InetSocketAddress(0), 0);
    other.createContext(
        "/readyz",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() > readyAfter ? 200 : 503, -1);
          exchange.close();
        });
    other.start();
  }

  @AfterEach
  void close() {
    other.stop(0);
  }

  @Test
  void waitsUntilTheOtherIsReady() throws Exception {
    readyAfter = 2;

    assertThat(run("localhost", "120")).isEmpty();
    assertThat(asked.get()).isGreaterThan(2);
  }

  @Test
  void namesWhoIsNotReadyInTime() throws Exception {
    readyAfter = Integer.MAX_VALUE;

    assertThat(run("localhost", "1")).startsWith("not ready after 1 s: ").endsWith("\nexit code 1");
  }

  @Test
  void aNameThatNobodyKnowsIsNotReady() throws Exception {
    assertThat(run("no-such-service.invalid", "1"))
        .isEqualTo("not ready after 1 s: no-such-service.invalid\nexit code 1");
  }

  private String run(String service, String seconds) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "../docker/others-ready",
                service,
                seconds,
                Integer.toString(other.getAddress().getPort()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exitCode = process.waitFor();
    return exitCode == 0 ? said : said + "exit code " + exitCode;
  }
}
