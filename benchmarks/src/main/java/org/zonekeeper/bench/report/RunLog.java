package org.zonekeeper.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;

/** What a run was measured on, and where its figures go. Stateless. */
public final class RunLog {
  private RunLog() {}

  /** The beginning of every result: when, on what, and how busy that was. */
  public static ObjectNode begin(String benchmark) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return JsonNodeFactory.instance
        .objectNode()
        .put("benchmark", benchmark)
        .put("at", Instant.now().toString())
        .put("cores", system.getAvailableProcessors())
        .put("loadAverageAtStart", system.getSystemLoadAverage())
        .put("java", Runtime.version().toString());
  }

  /** Writes a result. */
  public static void write(ObjectNode result, Path file) throws IOException {
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), result);
  }
}
