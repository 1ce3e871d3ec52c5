package org.zonekeeper.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.zonekeeper.sim.log.JsonLines;

/** The log of what the demo does to the system, for the checker. Safe on any thread. */
final class Incidents {
  private final JsonLines lines;

  Incidents(JsonLines lines) {
    this.lines = lines;
  }

  void log(long at, String kind, Consumer<ObjectNode> fields) {
    ObjectNode line = lines.line(at, kind);
    fields.accept(line);
    lines.write(line);
    lines.flush();
  }

  void log(String kind, Consumer<ObjectNode> fields) {
    log(System.currentTimeMillis(), kind, fields);
  }
}
