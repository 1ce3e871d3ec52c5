package org.zonekeeper.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.zonekeeper.simulators.log.JsonLinesFile;

/**
 * What was done to the system, as the checker reads it. Each line is flushed at once, so that it
 * outlives this process. Safe on any thread.
 */
public final class IncidentLog implements Closeable {
  private final JsonLinesFile lines;

  private IncidentLog(JsonLinesFile lines) {
    this.lines = lines;
  }

  /** Opens the file for appending. */
  public static IncidentLog appendTo(Path file) throws IOException {
    return new IncidentLog(JsonLinesFile.appendTo(file));
  }

  /** One incident of now. */
  public void note(String kind, Map<String, ?> fields) {
    note(System.currentTimeMillis(), kind, fields);
  }

  /**
   * One incident.
   *
   * @param at when, epoch milliseconds
   * @param kind one of those that the checker's {@code Incidents} names
   * @param fields what it is about
   */
  public void note(long at, String kind, Map<String, ?> fields) {
    ObjectNode line = lines.line(at, kind);
    fields.forEach(line::putPOJO);
    lines.write(line);
    lines.flush();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
