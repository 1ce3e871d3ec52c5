package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cli.Zonekeeper;

/** The benchmarks work: a tiny run of each. What they measure here means nothing. */
class BenchmarksIT {
  @TempDir private Path directory;

  @Test
  void failover_times_one_kill_at_every_desktop() throws Exception {
    Path json = directory.resolve("failover.json");
    Path plot = directory.resolve("failover.svg");
    int exitCode =
        Zonekeeper.commandLine()
            .execute(
                "bench", "failover",
                "--kills", "1",
                "--zones", "3",
                "--agents", "12",
                "--calls-per-second", "3",
                "--json", json.toString(),
                "--plot", plot.toString());

    assertThat(exitCode).isZero();
    JsonNode result = new ObjectMapper().readTree(json.toFile()).path("results").path(0);
    assertThat(result.path("complete").asBoolean()).isTrue();
    assertThat(result.path("each").path(0).path("agents").asInt()).isPositive();
    assertThat(result.path("millis").path("available").path("count").asInt())
        .isEqualTo(result.path("each").path(0).path("agents").asInt());
    assertThat(result.path("millis").path("availableAtTheLastDesktop").path("p50").asLong())
        .isPositive();
    assertThat(Files.readString(plot)).contains("<circle");
  }
}
