package org.zonekeeper.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

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
    return CommandRun.on(
            centre.cluster(), centre.stage().plan().zones(), all.toArray(String[]::new))
        .endedWith(exitCode)
        .out();
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
