package org.zonekeeper.cluster;

import static java.net.InetAddress.getLoopbackAddress;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.cluster.TestClusters.VARIABLE;
import static org.zonekeeper.cluster.TestClusters.wanted;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cluster.process.ChildProcess;

class TestClustersTest {
  @Test
  void theSystemPropertyOverrulesTheEnvironment() {
    assertThat(wanted("local", Map.of(VARIABLE, "containers"))).isEqualTo("local");
  }

  @Test
  void theEnvironmentCountsWhereNoPropertyIsSet() {
    assertThat(wanted(null, Map.of(VARIABLE, "containers"))).isEqualTo("containers");
    assertThat(wanted("", Map.of(VARIABLE, " local "))).isEqualTo("local");
  }

  /** A Docker without a way to any registry must not keep anybody from testing. */
  @Test
  void localProcessesAreTakenWhereDockerHasNoImages(@TempDir Path directory) throws Exception {
    HttpServer docker = HttpServer.create(new InetSocketAddress(getLoopbackAddress(), 0), 0);
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    docker.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          answerAsAnEngineWithoutImages(exchange);
        });
    docker.start();
    try (ChildProcess asking =
        ChildProcess.named("asking")
            .main(AsksForContainers.class.getName())
            .environment(
                Map.of(
                    "DOCKER_HOST",
                    "tcp://127.0.0.1:" + docker.getAddress().getPort(),
                    VARIABLE,
                    ""))
            .log(directory.resolve("asking.log"))
            .start()) {
      assertThat(asking.onExit().orTimeout(5, MINUTES).join()).isZero();
      assertThat(asking.lastLogLines(Integer.MAX_VALUE)).contains("in containers: false");
      assertThat(asked).anyMatch(path -> path.contains("/images/create"));
    } finally {
      docker.stop(0);
    }
  }

  private static void answerAsAnEngineWithoutImages(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean isKnown =
        path.endsWith("/_ping") || path.endsWith("/info") || path.endsWith("/version");
    byte[] body =
        (isKnown
                ? "{'ApiVersion':'1.44','ServerVersion':'1','OSType':'linux','MemTotal':1,'Images':0}"
                : "{'message':'no such image, and no way to a registry'}")
            .replace('\'', '"')
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(isKnown ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void withoutEitherNothingIsWanted() {
    assertThat(wanted(null, Map.of())).isEmpty();
  }
}
