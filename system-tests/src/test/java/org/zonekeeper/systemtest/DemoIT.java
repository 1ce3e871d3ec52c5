package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.cli.Zonekeeper;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;

/** The demo as its users run it: a process of its own, judged by its exit code and its JSON. */
class DemoIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(DemoIT.class);

  /** Many times what it takes on a quiet machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** X8: with the least rights, too. */
  @Test
  void every_row_of_the_main_job_holds_on_a_secured_kafka() throws Exception {
    Played demo = plays("whole", "--seed", "12", "--secure");

    assertThat(failed(demo.verdict())).as("rows that fail, in %s", demo.directory()).isEmpty();
    assertThat(demo.exitCode()).isZero();
    assertThat(ids(demo.verdict().path("rows"))).containsAll(contract());
    assertThat(demo.verdict().path("failover").path("killToAvailableMs").asLong())
        .as("kill to POMAvailable, median")
        .isPositive()
        .isLessThan(3000);
  }

  @Test
  void a_second_owner_s_event_turns_its_row_red() throws Exception {
    Played demo = plays("sabotaged", "--seed", "13", "--sabotage", "SECOND_OWNER");

    assertThat(demo.exitCode()).isEqualTo(1);
    assertThat(failed(demo.verdict())).anyMatch(row -> row.startsWith("X6"));
  }

  /** F1 to F20, F24, X1 and X6. */
  private static List<String> contract() {
    Stream<String> seed = IntStream.rangeClosed(1, 20).mapToObj(number -> "F" + number);
    return Stream.concat(seed, Stream.of("F24", "X1", "X6")).toList();
  }

  private static Played plays(String name, String... options) throws Exception {
    Path directory = LOGS.directory().resolve(name);
    Path json = LOGS.directory().resolve(name + ".json");
    List<String> arguments = new ArrayList<>(List.of("demo", "--dir", directory.toString()));
    arguments.addAll(List.of("--json", json.toString()));
    arguments.addAll(Arrays.asList(options));
    try (ChildProcess demo =
        ChildProcess.named("demo " + name)
            .main(Zonekeeper.class.getName(), arguments.toArray(String[]::new))
            .jvmFlags(JvmFlags.fastStart(/* heapMegabytes= */ 1024))
            .property("logback.configurationFile", "logback.xml")
            .log(LOGS.directory().resolve("command-" + name + ".log"))
            .start()) {
      int exitCode = demo.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(json).as("the verdict; it said: %s", demo.lastLogLines(20)).exists();
      return new Played(exitCode, directory, JSON.readTree(json.toFile()));
    }
  }

  private static List<String> failed(JsonNode verdict) {
    List<String> failed = new ArrayList<>();
    for (String kind : List.of("rows", "invariants")) {
      for (JsonNode row : verdict.path(kind)) {
        if (!row.path("pass").asBoolean()) {
          failed.add(row.path("id").asText() + ": " + row.path("evidence").asText());
        }
      }
    }
    return failed;
  }

  private static List<String> ids(JsonNode rows) {
    List<String> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.path("id").asText()));
    return ids;
  }

  /**
   * A demo that is over.
   *
   * @param directory its logs and evidence
   */
  private record Played(int exitCode, Path directory, JsonNode verdict) {}
}
