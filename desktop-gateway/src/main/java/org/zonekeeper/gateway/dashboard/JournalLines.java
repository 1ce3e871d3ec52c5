package org.zonekeeper.gateway.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * The newest events of one zone's journal as lines of a live feed. Bounded: of a rush only the
 * newest are told, with how many were left out. Gateway thread only.
 */
final class JournalLines {
  private static final int MOST = 150;

  /** What a line says of an event, where the event has it; ids first. */
  private static final List<String> FIELDS =
      List.of(
          "agentId",
          "callId",
          "jobId",
          "agentState",
          "callState",
          "jobState",
          "nailup",
          "cause",
          "grounds",
          "reason",
          "command",
          "actor",
          "endedBy",
          "completionCode",
          "nuisance",
          "text");

  private final Deque<Map<String, Object>> lines = new ArrayDeque<>();
  private long skipped;

  /** What was told since the last time. */
  record Taken(List<Map<String, Object>> lines, long skipped) {}

  /** Each event of the zone's journal, in order. */
  void event(Event event) {
    switch (event) {
      case DiallingAuthorised e -> {
        return;
      }
      case CommandAccepted e -> {
        return;
      }
      case DesktopCheckPassed e -> {
        return;
      }
      default -> {
        // Worth a line.
      }
    }
    lines.addLast(line(event));
    if (lines.size() > MOST) {
      lines.removeFirst();
      skipped++;
    }
  }

  Taken take() {
    Taken taken = new Taken(new ArrayList<>(lines), skipped);
    lines.clear();
    skipped = 0;
    return taken;
  }

  private static Map<String, Object> line(Event event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("sequence", event.getHeader().getSequence());
    line.put("at", event.getHeader().getAt());
    line.put("event", event.getSchema().getName());
    for (String field : FIELDS) {
      Schema.Field known = event.getSchema().getField(field);
      Object value = known == null ? null : event.get(known.pos());
      if (value instanceof Enum<?> constant) {
        line.put(field, constant.name());
      } else if (value instanceof CharSequence text && !text.isEmpty()) {
        line.put(field, text.toString());
      }
    }
    return line;
  }
}
