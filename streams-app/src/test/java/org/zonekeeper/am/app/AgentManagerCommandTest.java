package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.settings.Failures;
import picocli.CommandLine;

/** What is wrong with a call is one sentence and exit code 2, whatever is wrong. */
class AgentManagerCommandTest {
  private static final List<String> RIGHT =
      List.of(
          "--bootstrap-servers=127.0.0.1:1",
          "--registry=http://127.0.0.1:1",
          "--zones=north=0",
          "--id=am-1",
          "--state-dir=target/state");

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --set=peer.listen=127.0.0.1:65536 | peer.listen: '127.0.0.1:65536' cannot be used; allowed: host:port of this machine, an IPv6 address in brackets as in [::1]:8096, ports 0 to 65535, 0 for any free one
          --state-dir=/dev/null | state.dir: '/dev/null' cannot be used; allowed: a directory, or where one can be made, to write in
          --state-dir=/proc/x | state.dir: '/proc/x' cannot be used; allowed: a directory, or where one can be made, to write in
          --set=peer.advertise=h:99999 | peer.advertise: 'h:99999' cannot be used; allowed: a host name, or host:port where the port differs too; or nothing for those of peer.listen
          --set=kafka.sasl.mechansim=PLAIN | kafka.sasl.mechansim: there is no such setting; the nearest is kafka.sasl.mechanism; what is not Kafka's but a plugin's is written kafka.custom.KEY
          --set=kafka.consumer.fetch.max.byte=1 | kafka.consumer.fetch.max.byte: there is no such setting; the nearest is kafka.fetch.max.bytes; what is not Kafka's but a plugin's is written kafka.custom.KEY
          --bootstrap-servers=nowhere | bootstrap.servers: 'nowhere' cannot be used; allowed: host:port of a broker, several separated by commas
          --bootstrap-servers=no.such.host.invalid:1 | bootstrap.servers: 'no.such.host.invalid:1' cannot be used; allowed: host:port of a broker, several separated by commas that can be found (Kafka says: No resolvable bootstrap urls given in bootstrap.servers)
          --set=kafka.ssl.truststore.location=/no/such.p12 | kafka.ssl.truststore.location: Kafka's clients cannot use it: Failed to load SSL keystore /no/such.p12 of type JKS: there is no such file
          --set=kafka.sasl.jaas.config=nonsense hush | kafka.sasl.jaas.config: Kafka's clients cannot use it: Invalid login module control flag '***' in JAAS config
          """)
  void aWrongSettingIsNamedWithItsCause(String wrong, String sentence) {
    String[] security =
        wrong.contains("jaas")
            ? new String[] {wrong, "--set=kafka.security.protocol=SASL_PLAINTEXT"}
            : new String[] {wrong, "--set=kafka.security.protocol=SSL"};

    assertThat(run(security)).isEqualTo(2);
    assertThat(errors.toString().lines())
        .containsExactly(sentence, "'agent-manager --help' tells what there is.");
  }

  @Test
  void aConfigFileWithABrokenEscapeIsNamed(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("am.properties"), "state.dir=C:\\users\n");

    assertThat(run("--config", file.toString())).isEqualTo(2);
    assertThat(errors.toString())
        .startsWith(
            "--config: %s cannot be read: a \\u is not followed by four hexadecimal digits"
                .formatted(file));
  }

  @Test
  void theListTellsWhatCountsAndHidesPasswords() {
    assertThat(
            run(
                "--settings",
                "--set=kafka.ssl.keystore.password=hush",
                "--set=registry.basic.password=hush",
                "--set=peer.silence.ms=700"))
        .isZero();
    assertThat(out.toString())
        .contains("peer.silence.ms=700   (--set)", "kafka.ssl.keystore.password=***")
        .contains("id=am-1   (option --id)", "commit.interval.ms=25")
        .doesNotContain("hush");
  }

  private int run(String... more) {
    CommandLine command = Failures.toldBy(new CommandLine(new AgentManagerCommand()));
    return command
        .setOverwrittenOptionsAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(errors, true))
        .execute(Stream.concat(RIGHT.stream(), Stream.of(more)).toArray(String[]::new));
  }
}
