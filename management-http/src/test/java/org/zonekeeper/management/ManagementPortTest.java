package org.zonekeeper.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.management.metrics.Metric;
import org.zonekeeper.management.metrics.Metrics;

/** What an orchestrator and monitoring get, over real HTTP. */
class ManagementPortTest {
  private final AtomicReference<Optional<String>> dead = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<String>> busy =
      new AtomicReference<>(Optional.of("still reading"));
  private final Metrics metrics = new Metrics("1.2.3");
  private final HttpClient client = HttpClient.newHttpClient();
  private ManagementPort port;

  @BeforeEach
  void open() throws Exception {
    Health health =
        new Health() {
          @Override
          public Optional<String> notAlive() {
            return dead.get();
          }

          @Override
          public Optional<String> notReady() {
            return busy.get();
          }
        };
    port =
        ManagementPort.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), health, metrics);
  }

  @AfterEach
  void close() {
    port.close();
    metrics.close();
    client.close();
  }

  @Test
  void notReadyIsSaidWithItsReason() throws Exception {
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).contains("still reading");
  }

  @Test
  void startedOnceIsStartedForGood() throws Exception {
    assertThat(get("/startupz").statusCode()).isEqualTo(503);
    busy.set(Optional.empty());
    assertThat(get("/startupz").statusCode()).isEqualTo(200);
    busy.set(Optional.of("peers not met"));
    assertThat(get("/startupz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
  }

  @Test
  void deadIsSaid() throws Exception {
    dead.set(Optional.of("the thread has ended"));
    assertThat(get("/livez").statusCode()).isEqualTo(503);
    assertThat(get("/livez").body()).contains("the thread has ended");
  }

  @Test
  void figuresComeByTheirCatalogueNames() throws Exception {
    metrics.counter(Metric.EVENTS, "CallAnswered").increment(3);
    metrics.gauge(Metric.ZONE_EPOCH, () -> 4, "north").close();
    metrics.gauge(Metric.ZONE_EPOCH, () -> 5, "south");
    assertThat(get("/metrics").body())
        .contains("zonekeeper_events_total{type=\"CallAnswered\"} 3.0")
        .contains("zonekeeper_zone_epoch{zone=\"south\"} 5.0")
        .contains("zonekeeper_build{version=\"1.2.3\"} 1.0")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("north");
  }

  @Test
  void aLabelTooFewIsAFault() {
    assertThatThrownBy(() -> metrics.counter(Metric.NUISANCES, "north"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[zone, cause]");
    assertThatThrownBy(() -> metrics.gauge(Metric.EVENTS, () -> 1, "CallAnswered"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + port.address() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
