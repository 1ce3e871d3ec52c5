package org.zonekeeper.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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

  /** What the demo judges. */
  private static final List<String> ROWS =
      List.of(
          "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "F13", "F14",
          "F15", "F16", "F17", "F18", "F19", "F20", "F21", "F22", "F23", "F24", "F25", "F26", "F27",
          "F28", "X1", "X2", "X6", "X7");

  /** Rows that do not depend on what happens to go on when an owner is killed. */
  private static final Set<String> PLAYED_ON_PURPOSE = Set.of("F21", "F22", "F23", "X7");

  /** X8: with the least rights, too. */
  @Test
  void every_row_of_the_main_job_holds_on_a_secured_kafka() throws Exception {
    Played demo = plays("whole", "--seed", "12", "--secure");

    assertThat(failed(demo.verdict())).as("rows that fail, in %s", demo.directory()).isEmpty();
    assertThat(demo.exitCode()).isZero();
    assertThat(ids(demo.verdict().path("rows"), row -> true))
        .containsExactlyInAnyOrderElementsOf(ROWS);
    assertThat(notExercised(demo.verdict())).doesNotContainAnyElementsOf(PLAYED_ON_PURPOSE);
    assertThat(demo.verdict().path("failover").path("killToAvailableMs").asLong())
        .as("kill to POMAvailable, median")
        .isPositive()
        .isLessThan(3000);
  }

  @Test
  void every_harm_turns_its_row_red() throws Exception {
    Played demo =
        plays(
            "sabotaged",
            "--seed",
            "13",
            "--sabotage",
            "SECOND_OWNER,IGNORE_LEASES,UNPLUG_DESKTOP,SECRET_LIAR,UNSEEN_DIAL,UNKNOWN_CALLBACK,"
                + "UNKNOWN_INBOUND_WORK");

    assertThat(demo.exitCode()).isEqualTo(1);
    assertThat(ids(demo.verdict().path("rows"), row -> !row.path("pass").asBoolean()))
        .contains("X6", "F4", "F2", "F18", "F26", "F27", "F28");
  }

  /** Whoever watches says what happens, as often as wanted; the verdict is on all of it. */
  @Test
  void whoever_watches_has_an_owner_killed() throws Exception {
    Path directory = LOGS.directory().resolve("watched");
    Path json = LOGS.directory().resolve("watched.json");
    StringWriter said = new StringWriter();
    InputStream keyboard = System.in;
    System.setIn(new ByteArrayInputStream("explode\nkill west\n".getBytes(UTF_8)));
    int exitCode;
    try {
      exitCode =
          Zonekeeper.commandLine()
              .setOut(new PrintWriter(said))
              .execute("demo", "--watch", "--dir", directory.toString(), "--json", json.toString());
    } finally {
      System.setIn(keyboard);
    }

    assertThat(json).as("the verdict; it said: %s", said).exists();
    JsonNode verdict = JSON.readTree(json.toFile());
    assertThat(failed(verdict)).as("rows that fail, in %s", directory).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(verdict.path("failover").path("killToAvailableCount").asInt()).isPositive();
    assertThat(said.toString())
        .contains("/dashboard/  log on as supervisor")
        .contains("'explode' is none of: Enter, kill")
        .contains("can work again");
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

  private static List<String> notExercised(JsonNode verdict) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : verdict.path("rows")) {
      if (row.path("evidence").asText().contains("not exercised")) {
        rows.add(row.path("id").asText());
      }
    }
    return rows;
  }

  private static List<String> ids(JsonNode rows, Predicate<JsonNode> which) {
    return rows.valueStream().filter(which).map(row -> row.path("id").asText()).toList();
  }

  /**
   * A demo that is over.
   *
   * @param directory its logs and evidence
   */
  private record Played(int exitCode, Path directory, JsonNode verdict) {}
}
