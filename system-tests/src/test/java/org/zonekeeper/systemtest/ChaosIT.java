package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.cli.Zonekeeper;

/** A fixed set of seeds; longer runs by hand, with {@code ./zonekeeper chaos}. */
class ChaosIT {
  @TempDir private Path directory;

  @ParameterizedTest(name = "seed {0}, {1} brokers")
  @CsvSource({"9, 1", "18, 3"})
  void nothing_is_lost_whatever_happens(int seed, int brokers) throws Exception {
    Path json = directory.resolve("chaos.json");
    int exitCode =
        Zonekeeper.commandLine()
            .execute(
                "chaos",
                "--seed",
                Integer.toString(seed),
                "--minutes",
                "0.5",
                "--brokers",
                Integer.toString(brokers),
                "--json",
                json.toString());

    JsonNode verdict = new ObjectMapper().readTree(json.toFile()).path(0);
    assertThat(exitCode).as("seed %d: %s", seed, verdict.toPrettyString()).isZero();
    assertThat(verdict.path("blows")).isNotEmpty();
    assertThat(verdict.path("rows")).hasSizeGreaterThanOrEqualTo(9);
  }
}
