package org.zonekeeper.check.row;

import java.util.Collection;
import java.util.List;

/** Says durations as people read them. Stateless. */
final class Figures {
  private Figures() {}

  /** Median and maximum of durations in milliseconds; "none" without any. */
  static String spread(Collection<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return "none";
    }
    return "p50 %d ms, max %d ms".formatted(median(sorted), sorted.getLast());
  }

  /** Median of a sorted list that is not empty. */
  static long median(List<Long> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}
