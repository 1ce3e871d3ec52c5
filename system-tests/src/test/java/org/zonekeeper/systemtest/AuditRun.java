package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.cli.Zonekeeper;
import picocli.CommandLine;

/** {@code ./zonekeeper audit} on a contact centre's cluster, as an auditor runs it. Stateless. */
final class AuditRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditRun() {}

  /** The proof of {@code audit verify --json}; fails with what it printed on another exit code. */
  static JsonNode verify(ContactCentre centre, int exitCode, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("verify", "--json"));
    arguments.addAll(List.of(more));
    return JSON.readTree(of(centre, exitCode, arguments.toArray(String[]::new)));
  }

  /** What an audit command prints; fails with it on another exit code. */
  static String of(ContactCentre centre, int exitCode, String... arguments) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--bootstrap-servers",
            centre.cluster().bootstrapServers(),
            "--registry",
            centre.cluster().registryUrl().toString(),
            "--zones",
            centre.stage().plan().zones().toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine zonekeeper = Zonekeeper.commandLine();
    zonekeeper.setOut(new PrintWriter(out));
    zonekeeper.setErr(new PrintWriter(err));
    int code = zonekeeper.execute(all.toArray(String[]::new));
    assertThat(code).as("%s%n%s", out, err).isEqualTo(exitCode);
    return out.toString();
  }

  /** How often a judge of the proof saw that. */
  static long count(JsonNode proof, String judge, String what) {
    for (JsonNode one : proof.path("judges")) {
      if (one.path("id").asText().equals(judge)) {
        return one.path("counts").path(what).asLong();
      }
    }
    throw new AssertionError("no judge " + judge + " in " + proof);
  }
}
