package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cli.Zonekeeper;

/** A minute of everything hostile at once; an hour by hand, with {@code ./zonekeeper soak}. */
class SoakIT {
  private static final String TIME = System.getProperty("zonekeeper.soak.for", "60s");

  @TempDir private Path directory;

  @Test
  void every_zone_answers_and_nothing_grows_whatever_is_sent() throws Exception {
    Path json = directory.resolve("soak.json");
    int exitCode =
        Zonekeeper.commandLine()
            .execute("soak", "--for", TIME, "--sample-every", "4s", "--json", json.toString());

    assertThat(exitCode).isLessThan(2);
    JsonNode verdict = new ObjectMapper().readTree(json.toFile());
    for (JsonNode trend : verdict.path("trends")) {
      assertThat(trend.path("flat").booleanValue() || !trend.path("judged").booleanValue())
          .as(trend.toString())
          .isTrue();
    }
    // On a machine that does other things as well single answers may be late.
    for (JsonNode answers : verdict.path("answers")) {
      assertThat(answers.path("medianMs").longValue()).as(answers.toString()).isLessThan(1_000);
      assertThat(answers.path("count").intValue()).isPositive();
    }
    assertThat(verdict.path("trends").findValuesAsText("process"))
        .contains("am-1", "am-2", "am-3", "gateway_2");
    assertThat(verdict.path("trends").findValuesAsText("measure"))
        .contains("heap", "threads", "files", "entries");
    assertThat(verdict.path("sent").properties().stream().map(each -> each.getKey()))
        .anyMatch(kind -> kind.contains("records"))
        .anyMatch(kind -> kind.contains("take room"))
        .anyMatch(kind -> kind.contains("the gateway, as an agent"))
        .anyMatch(kind -> kind.contains("a peer port"));
  }
}
