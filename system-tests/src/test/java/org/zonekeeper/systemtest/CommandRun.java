package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zonekeeper.cli.Zonekeeper;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.schemas.ZoneDirectory;
import picocli.CommandLine;

/**
 * A {@code ./zonekeeper} command on a cluster, as an operator runs it; it has ended.
 *
 * @param exitCode as a shell sees it
 * @param out what it printed
 * @param err what it complained of
 */
record CommandRun(int exitCode, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CommandRun on(ClusterProvider cluster, ZoneDirectory zones, String... arguments) {
    List<String> all = line(cluster, zones, arguments);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine zonekeeper = Zonekeeper.commandLine();
    zonekeeper.setOut(new PrintWriter(out));
    zonekeeper.setErr(new PrintWriter(err));
    int exitCode = zonekeeper.execute(all.toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** The command with the way to the cluster, as it stands in a shell behind the program's name. */
  static List<String> line(ClusterProvider cluster, ZoneDirectory zones, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "--bootstrap-servers",
            cluster.bootstrapServers(),
            "--registry",
            cluster.registryUrl().toString(),
            "--zones",
            zones.toString()));
    return all;
  }

  /** The same, unless it ended otherwise. */
  CommandRun endedWith(int expected) {
    assertThat(exitCode).as("%s%n%s", out, err).isEqualTo(expected);
    return this;
  }

  /** What it printed about a zone before it did anything, where it printed JSON. */
  JsonNode about(String zone) throws IOException {
    for (String line : out.lines().toList()) {
      JsonNode node = JSON.readTree(line);
      if (node.path("zone").asText().equals(zone) && node.has("digest")) {
        return node;
      }
    }
    throw new AssertionError("nothing about zone %s in %s".formatted(zone, out));
  }
}
