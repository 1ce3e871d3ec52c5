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
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(err.toString()).contains("'dmeo'").contains("demo");
  }

  @Test
  void whatFollowsAnUnknownOptionIsNotShown() {
    for (String[] mistyped : new String[][] {{"--pasword=secret123"}, {"--pasword", "secret123"}}) {
      String[] all = new String[2 + mistyped.length];
      all[0] = "run";
      all[1] = "agent-manager";
      System.arraycopy(mistyped, 0, all, 2, mistyped.length);
      assertThat(run(all)).isEqualTo(2);
      assertThat(err.toString()).contains("'--pasword'").doesNotContain("secret123");
    }
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
          run recorder --db /proc/x | recorder.db: '/proc/x' cannot be used; allowed: a path to which .mv.db can be appended for a file that this process may write, without semicolons
          run recorder --db /dev/null | recorder.db: '/dev/null' cannot be used; allowed: a path to which .mv.db can be appended for a file that this process may write, without semicolons
          run recorder --db x;INIT=1 | recorder.db: 'x;INIT=1' cannot be used; allowed: a path to which .mv.db can be appended for a file that this process may write, without semicolons
          run recorder --db target/r --fault-delay-ms -5 | --fault-delay-ms: '-5' cannot be used; allowed: a whole number from 0 to 3600000
          run recorder --db target/r --fault-percent FAIL=101 | --fault-percent FAIL: '101' cannot be used; allowed: a whole number from 0 to 100
          run recorder --from-topic h:99999 | recorder.topic.bootstrap.servers: 'h:99999' cannot be used; allowed: host:port of a broker, several separated by commas
          run recorder --config /no/such | --config: /no/such cannot be read: there is no such file
          run recorder --config /tmp | --config: /tmp cannot be read: Is a directory
          run recorder --set passw0rd | --set: what follows is not KEY=VALUE
          run desktop-robots --gateway ws://g:99999 --zone north --transcript target/t | Invalid value for option '--gateway' (URL): 'ws://g:99999' cannot be used; allowed: an address such as http://localhost:8090
          run desktop-robots --gateway ws://g:1 --zone north --transcript /proc/t | Invalid value for option '--transcript': '/proc/t' cannot be used; allowed: a file that this process may write, there or to be made
          run desktop-robots --gateway ws://g:1 --zone north --transcript target/t --agents x | Invalid value for option '--agents': 'x' cannot be used; allowed: a whole number up to 2147483647
          run dialler-platform --log /proc/x --bootstrap-servers h:1 --registry http://h:1 --zones n=0 | platform.log: '/proc/x' cannot be used; allowed: a file that this process may write, there or to be made
          run acr-forwarder --recorder-url http://h:99999 --bootstrap-servers h:1 --registry http://h:1 --zones n=0 | recorder.url: 'http://h:99999' cannot be used; allowed: an http or https address without user and query
          run development-issuer --port 70000 | --port: '70000' cannot be used; allowed: a whole number from 0 to 65535
          run development-issuer --host no.such.host.invalid | --host: 'no.such.host.invalid' cannot be used; allowed: a name or address of this machine, 0.0.0.0 or :: for all it has
          topics create --bootstrap-servers h:1 --zones n=0 --replication 0 | --replication: '0' cannot be used; allowed: a whole number from 1 to 1000
          topics create --bootstrap-servers h:1 --zones n=0 --journal-retention -1 | --journal-retention: '-1' is neither a number of days, 1 to 99999, nor 'forever'
          topics create --bootstrap-servers h:1 --zones n=0 --set kafka.sasl.mechansim=PLAIN | kafka.sasl.mechansim: there is no such setting; the nearest is kafka.sasl.mechanism; what is not Kafka's but a plugin's is written kafka.custom.KEY
          acls print --application-id a/b | --application-id: 'a/b' cannot be used; allowed: 1 to 249 letters, digits, '.', '_' and '-'
          acls print --principal x | --principal: what follows is not PART=PRINCIPAL
          recorder status --url ws://h:1 | --url: 'ws://h:1' cannot be used; allowed: an http or https address
          recorder status --max-behind-ms -1 | --max-behind-ms: '-1' cannot be used; allowed: a whole number from 0 to 9223372036854775807
          audit events --archive target --limit 0 | --limit: '0' cannot be used; allowed: a whole number from 1 to 9223372036854775807
          audit export target/e --archive target --segment-megabytes 0 | --segment-megabytes: '0' cannot be used; allowed: a whole number from 1 to 100000
          audit compliance --archive target --csv /proc/x | Invalid value for option '--csv': '/proc/x' cannot be used; allowed: a file that this process may write, in a directory that is there
          simulate --seeds 0 | --seeds: '0' cannot be used; allowed: a whole number from 1 to 10000000
          simulate --hours NaN | Invalid value for option '--hours': 'NaN' cannot be used; allowed: a number
          fuzz --minutes -1 | --minutes: '-1.0' cannot be used; allowed: a number from 0.01 to 100000.0
          chaos --zones 0 | --zones: '0' cannot be used; allowed: a whole number from 1 to 1000
          bench latency --seconds 0 | --seconds: '0' cannot be used; allowed: a whole number from 1 to 86400
          bench failover --plot no/such/x.svg | Invalid value for option '--plot': 'no/such/x.svg' cannot be used; allowed: a file that this process may write, in a directory that is there
          demo --dir /proc/x | Invalid value for option '--dir': '/proc/x' cannot be used; allowed: a directory, or where one can be made, to write in
          demo --json /no/x/y | Invalid value for option '--json': '/no/x/y' cannot be used; allowed: a file that this process may write, in a directory that is there
          cluster up --directory /dev/null | Invalid value for option '--directory': '/dev/null' cannot be used; allowed: a directory, or where one can be made, to write in
          cluster up --broker-port 70000 | --broker-port: '70000' cannot be used; allowed: a whole number from 0 to 65535
          audit evnts | There is no 'evnts'; the nearest is events
          audit anchor x y | 'x' is an argument too many
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
