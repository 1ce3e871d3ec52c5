package org.zonekeeper.bench.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * All desktops of a zone are told of something, again and again. Filled by the benchmark's thread.
 */
final class Telling {
  private final List<Long> micros = new ArrayList<>();
  private final List<Long> wholeMicros = new ArrayList<>();
  private int missing;

  /**
   * Once more.
   *
   * @param asked when somebody asked for it
   * @param known when somebody beside the server knew of it; if a desktop did before, it counts
   *     from then
   * @param toldAt when each desktop heard it
   * @param expected how many should have
   */
  void add(long asked, long known, List<Long> toldAt, int expected) {
    long first = toldAt.stream().mapToLong(Long::longValue).min().orElse(known);
    for (long at : toldAt) {
      micros.add(TimeUnit.NANOSECONDS.toMicros(at - Math.min(first, known)));
      wholeMicros.add(TimeUnit.NANOSECONDS.toMicros(at - asked));
    }
    missing += expected - toldAt.size();
  }

  /** From the server's being able to know of it to each desktop. */
  TimeDistribution micros() {
    return TimeDistribution.of(micros);
  }

  /** From somebody's asking for it to each desktop. */
  TimeDistribution wholeMicros() {
    return TimeDistribution.of(wholeMicros);
  }

  /** Desktops that did not hear it. */
  int missing() {
    return missing;
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("micros", micros().toJson());
    json.set("askedToToldMicros", wholeMicros().toJson());
    return json.put("missing", missing);
  }
}
