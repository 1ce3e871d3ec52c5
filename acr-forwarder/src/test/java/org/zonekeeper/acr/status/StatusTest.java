package org.zonekeeper.acr.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.acr.command.RecorderCommands;
import org.zonekeeper.management.Health;
import org.zonekeeper.management.metrics.Metric;
import org.zonekeeper.management.metrics.Metric.Service;
import org.zonekeeper.schemas.ZoneDirectory;

/** What an operator sees of a forwarder, over real HTTP, through the command. */
class StatusTest {
  private static final ForwarderLag WELL = new ForwarderLag("north", 42, 3, 5, 120, 0, "");
  private static final ForwarderLag TROUBLED =
      new ForwarderLag("south", 7, 100, 900, 5000, 2, "HTTP 503");

  private final AtomicReference<List<ForwarderLag>> lags = new AtomicReference<>(List.of(WELL));
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private StatusServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        StatusServer.start(
            new StatusSettings("127.0.0.1", 0),
            ZoneDirectory.parse("north=0,south=1"),
            "g",
            "http://r",
            new Well(),
            lags::get);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void allIsWell() {
    assertThat(status()).isZero();
    assertThat(out.toString()).contains("ZONE").containsPattern("north +42 +3 +5 +120ms +0");
  }

  @Test
  void troubleIsAFinding() {
    lags.set(List.of(WELL, TROUBLED));
    assertThat(status()).isEqualTo(1);
    assertThat(out.toString()).contains("south").contains("HTTP 503");
  }

  @Test
  void tooFarBehindIsAFinding() {
    assertThat(status("--max-behind-ms", "119")).isEqualTo(1);
    assertThat(status("--max-behind-ms", "120")).isZero();
  }

  @Test
  void aMachineReadsJson() throws Exception {
    assertThat(status("--json")).isZero();
    var zone = new ObjectMapper().readTree(out.toString()).get("zones").get(0);
    assertThat(zone.get("zone").asText()).isEqualTo("north");
    assertThat(zone.get("acknowledged").asLong()).isEqualTo(42);
    assertThat(zone.get("forwarder").asText()).contains(Integer.toString(server.port()));
  }

  @Test
  void aForwarderThatIsNotThereIsAFinding() {
    String address = address();
    server.close();
    assertThat(run("status", "--url", address)).isEqualTo(1);
    assertThat(errors.toString()).contains(address).contains("does not answer");
  }

  private String address() {
    return "http://127.0.0.1:" + server.port();
  }

  private int status(String... more) {
    return run(
        Stream.concat(Stream.of("status", "--url", address()), Stream.of(more))
            .toArray(String[]::new));
  }

  private int run(String... arguments) {
    return RecorderCommands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  @Test
  void monitoringReadsHowFarTheRecorderIsBehind() throws Exception {
    String scraped = get("/metrics");
    assertThat(scraped)
        .contains("zonekeeper_recorder_lag_events{zone=\"north\"} 8.0")
        .contains("zonekeeper_recorder_lag_seconds{zone=\"north\"} 0.12")
        .contains("zonekeeper_recorder_lag_seconds{zone=\"south\"} NaN");
    assertThat(get("/readyz")).contains("ok");
    for (Metric metric : Metric.of(Service.ACR_FORWARDER)) {
      assertThat(scraped).contains(metric.exportedName());
    }
  }

  private String get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private record Well() implements Health {
    @Override
    public Optional<String> notAlive() {
      return Optional.empty();
    }

    @Override
    public Optional<String> notReady() {
      return Optional.empty();
    }
  }
}
