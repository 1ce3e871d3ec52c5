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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
          .startsWith(
              "zonekeeper cluster up: Port " + port + " for the schema registry is not free");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run recorder --port 99999 | recorder.port: '99999' cannot be used; allowed: a whole number from 0 to 65535
          run desktop-robots --gateway ws://g:1 --zone north --transcript t --agents -3 | --agents: '-3' cannot be used; allowed: 1 to 100000 in each zone
          topics create --zones north=0 | bootstrap.servers: --bootstrap-servers is missing (it may also come from ZONEKEEPER_BOOTSTRAP_SERVERS or a file); allowed: host:port of a broker, several separated by commas
          recorder dead-letters list --bootstrap-servers nowhere | bootstrap.servers: 'nowhere' cannot be used; allowed: host:port of a broker, several separated by commas
          cluster up --directory /dev/null | --directory: '/dev/null' cannot be used; allowed: an empty directory, or where one can be made
          cluster up --broker-port 70000 | --broker-port: '70000' cannot be used; allowed: 0 to 65535
          """)
  void aWrongCallIsOneSentenceWithoutTheWholeUsage(String command, String sentence) {
    assertThat(run(command.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).first().isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run agent-manager", "run desktop-gateway", "run acr-forwarder", "run dialler-platform",
        "run recorder", "topics create", "recorder dead-letters list", "audit events"
      })
  void everyPartTakesKafkasSettingsAndListsThemWithoutPasswords(String command) {
    String secret = "kafka.sasl.jaas.config=org.example.Module required password=\"hush\";";
    String[] words = (command + " --settings --set ").split(" ");
    String[] all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = secret;

    assertThat(run(all)).isZero();
    assertThat(out.toString()).contains("kafka.sasl.jaas.config=***").doesNotContain("hush");
  }

  private int run(String... arguments) {
    return Zonekeeper.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
