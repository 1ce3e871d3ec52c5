package org.zonekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ZonekeeperTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandHasHelp(String command) {
    assertThat(run((command + " --help").split(" "))).isEqualTo(0);
    assertThat(out.toString()).contains("Usage: zonekeeper " + command);
    assertThat(err.toString()).isEmpty();
  }

  static Stream<String> everyCommand() {
    return Zonekeeper.commandLine().getSubcommands().values().stream()
        .flatMap(ZonekeeperTest::withBelow)
        .map(command -> command.getCommandSpec().qualifiedName(" "))
        .map(name -> name.substring("zonekeeper ".length()));
  }

  private static Stream<CommandLine> withBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(ZonekeeperTest::withBelow));
  }

  @Test
  void anUnknownCommandIsAnErrorOfUse() {
    assertThat(run("dmeo")).isEqualTo(2);
    assertThat(err.toString()).contains("dmeo").contains("Usage: zonekeeper");
  }

  @Test
  void wrongZonesAreAnErrorOfUseThatSaysWhatIsAllowed() {
    assertThat(run("cluster", "up", "--zones", "east=0,west=0")).isEqualTo(2);
    assertThat(err.toString()).contains("--zones: ").contains("share partition 0");
  }

  @Test
  void aDirectoryInUseIsAnErrorOfUse(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("something"), "mine");

    assertThat(run("cluster", "up", "--directory", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(directory + " is not empty");
  }

  @Test
  void aPortInUseIsOneClearSentence(@TempDir Path directory) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      int exitCode =
          run("cluster", "up", "--registry-port", port, "--directory", directory.toString());

      assertThat(exitCode).isEqualTo(1);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .startsWith("zonekeeper: Port " + port + " for the schema registry is not free");
    }
  }

  private int run(String... arguments) {
    return Zonekeeper.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
