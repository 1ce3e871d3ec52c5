package org.zonekeeper.bench.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * What one page did while it was watched. Immutable.
 *
 * @param page its name
 * @param shown from each change in the journal to the frame that shows it, or a later one of the
 *     same agent, milliseconds
 * @param neverShown changes of agents in sight that no frame shows
 * @param tasks of the page's main thread that took longer than 50 ms: how long, milliseconds
 * @param before what it kept when the stretch began
 * @param after what it kept when that was over
 */
record PageTimes(
    String page,
    TimeDistribution shown,
    int neverShown,
    TimeDistribution tasks,
    Memory before,
    Memory after) {
  private static final double MEGABYTE = 1024 * 1024;

  /**
   * What is left after a collection.
   *
   * @param heapBytes of its script's objects
   * @param nodes of its document, of which that heap says nothing
   */
  record Memory(long heapBytes, long nodes) {
    private static Memory of(JsonNode seen) {
      return new Memory(seen.path("heap").asLong(), seen.path("nodes").asLong());
    }
  }

  /**
   * Brings together what the journal has and what the page has shown.
   *
   * @param seen the page's line, as the browser's script wrote it
   * @param changes of all agents, in the stretch that counts
   * @param from beginning of that stretch, epoch milliseconds
   * @param until its end
   */
  static PageTimes of(JsonNode seen, List<StateChanges.Change> changes, long from, long until) {
    Map<String, TreeMap<Long, Long>> frames = new HashMap<>();
    seen.path("watched").forEach(agent -> frames.put(agent.asText(), new TreeMap<>()));
    for (JsonNode one : seen.path("shown")) {
      // Of one change the first frame counts; of an agent that has left the page's sight, none.
      Optional.ofNullable(frames.get(one.path(0).asText()))
          .ifPresent(
              of -> of.merge(one.path(1).asLong(), one.path(2).asLong(), (a, b) -> Math.min(a, b)));
    }
    List<Long> millis = new ArrayList<>();
    int never = 0;
    for (StateChanges.Change change : changes) {
      TreeMap<Long, Long> of = frames.get(change.agent());
      if (of != null) {
        // Whoever was busy and is ready again within one frame is shown as ready.
        var frame = of.ceilingEntry(change.at());
        if (frame == null) {
          never++;
        } else {
          millis.add(frame.getValue() - change.at());
        }
      }
    }
    List<Long> tasks = new ArrayList<>();
    for (JsonNode task : seen.path("longTasks")) {
      long begun = task.path(0).asLong();
      if (begun >= from && begun < until) {
        tasks.add(task.path(1).asLong());
      }
    }
    return new PageTimes(
        seen.path("page").asText(),
        TimeDistribution.of(millis),
        never,
        TimeDistribution.of(tasks),
        Memory.of(seen.path("before")),
        Memory.of(seen.path("after")));
  }

  void print(PrintWriter out) {
    out.printf("  %-10s event -> screen   %s%n", page, shown);
    if (neverShown > 0) {
      out.printf("  %-10s NEVER SHOWN: %d changes%n", page, neverShown);
    }
    out.printf("  %-10s tasks over 50 ms  %s%n", page, tasks);
    out.printf(
        Locale.ROOT,
        "  %-10s heap              %.1f MB before, %.1f MB after%n",
        page,
        before.heapBytes() / MEGABYTE,
        after.heapBytes() / MEGABYTE);
    out.printf(
        "  %-10s nodes             %d before, %d after%n", page, before.nodes(), after.nodes());
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("eventToScreenMillis", shown.toJson());
    json.put("neverShown", neverShown);
    json.set("longTaskMillis", tasks.toJson());
    json.put("heapBeforeBytes", before.heapBytes());
    json.put("heapAfterBytes", after.heapBytes());
    json.put("nodesBefore", before.nodes());
    json.put("nodesAfter", after.nodes());
    return json;
  }
}
