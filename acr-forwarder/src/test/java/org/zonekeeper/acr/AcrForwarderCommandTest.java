package org.zonekeeper.acr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zonekeeper.settings.Failures;
import picocli.CommandLine;

class AcrForwarderCommandTest {
  private static final List<String> RIGHT =
      List.of(
          "--bootstrap-servers=127.0.0.1:1",
          "--registry-url=http://127.0.0.1:1",
          "--zones=north=0",
          "--recorder-url=http://127.0.0.1:1");

  private final StringWriter errors = new StringWriter();

  @Test
  void aWrongSettingIsAUsageErrorThatNamesIt() {
    assertThat(run("--set", "batch.events=none")).isEqualTo(2);
    assertThat(errors.toString()).contains("batch.events: 'none'").contains("a whole number");
  }

  @Test
  void aMissingFileIsAUsageErrorThatNamesIt() {
    assertThat(run("--config", "/no/such/file")).isEqualTo(2);
    assertThat(errors.toString()).contains("/no/such/file");
  }

  @Test
  void aRegistryThatIsAwayEndsTheStartWithAClearError() {
    assertThat(run("--set", "registry.retry.attempts=1")).isEqualTo(1);
    assertThat(errors.toString()).contains("acr-forwarder: ").contains("127.0.0.1:1");
  }

  private int run(String... more) {
    return Failures.toldBy(new CommandLine(new AcrForwarderCommand()))
        .setErr(new PrintWriter(errors, true))
        .execute(Stream.concat(RIGHT.stream(), Stream.of(more)).toArray(String[]::new));
  }
}
