package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                "--break-in", "0",
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

  @Test
  void throughput_counts_whole_lives_and_finds_nothing_lost() throws Exception {
    JsonNode result =
        measured(
                "throughput",
                "--zones",
                "2",
                "--agents",
                "20",
                "--most-agents",
                "20",
                "--seconds",
                "2")
            .path("results")
            .path(0);
    assertThat(result.path("best").path("attemptsPerSecond").asDouble()).isPositive();
    assertThat(result.path("passThrough").path("recordsPerSecond").asDouble()).isPositive();
    assertThat(result.path("findings").path("commandsUnanswered").asLong()).isZero();
    assertThat(result.path("findings").path("callsWithoutEnd").asLong()).isZero();
  }

  @Test
  void restore_times_takeovers_with_a_standby_and_without() throws Exception {
    JsonNode result = measured("restore", "--agents", "2,40", "--kills", "1").path("result");
    assertThat(result.path("takeovers"))
        .hasSize(4)
        .allSatisfy(
            takeover ->
                assertThat(takeover.path("availableMillis").asLong())
                    .isGreaterThanOrEqualTo(takeover.path("takenOverMillis").asLong())
                    .isPositive());
  }

  @Test
  void rebuild_times_zones_made_of_their_journal() throws Exception {
    String archive = directory.resolve("archive").toString();
    assertThat(
            Zonekeeper.commandLine()
                .execute(
                    "audit", "generate",
                    "--archive", archive,
                    "--zones", "2",
                    "--agents", "4",
                    "--events", "1000"))
        .isZero();
    JsonNode result = measured("rebuild", "--archive", archive).path("result");
    assertThat(result.path("digestsEqual").asBoolean()).isTrue();
    assertThat(result.path("zones").asInt()).isEqualTo(2);
    assertThat(result.path("events").asLong()).isGreaterThanOrEqualTo(1_000);
    assertThat(result.path("availableMillis").asLong())
        .isGreaterThanOrEqualTo(result.path("takenOverMillis").asLong())
        .isPositive();
  }

  @Test
  void gateway_serves_and_tells_everybody() throws Exception {
    JsonNode result =
        measured(
                "gateway",
                "--sessions",
                "20",
                "--zones",
                "2",
                "--tells",
                "2",
                "--slow-readers",
                "0",
                "--break-in",
                "0")
            .path("result");
    assertThat(result.path("complete").asBoolean()).isTrue();
    assertThat(result.path("stormAfterOutage").path("servedMillis").path("count").asInt())
        .isEqualTo(20);
    // Down and up, each time the ten desktops of a zone.
    assertThat(result.path("told").path("micros").path("count").asInt()).isEqualTo(40);
    assertThat(result.path("bareServer").path("told").path("micros").path("count").asInt())
        .isEqualTo(40);
  }

  private JsonNode measured(String... command) throws Exception {
    Path json = directory.resolve("result.json");
    List<String> line = new ArrayList<>(List.of("bench"));
    line.addAll(List.of(command));
    line.addAll(List.of("--json", json.toString()));
    assertThat(Zonekeeper.commandLine().execute(line.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }
}
