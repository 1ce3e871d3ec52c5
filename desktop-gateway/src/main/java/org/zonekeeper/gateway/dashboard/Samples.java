package org.zonekeeper.gateway.dashboard;

import java.util.Arrays;
import java.util.OptionalLong;

/** The latest so many durations, for percentiles; a ring that forgets the oldest. */
final class Samples {
  private final long[] values;
  private int count;
  private int next;

  Samples(int capacity) {
    values = new long[capacity];
  }

  void add(long value) {
    values[next] = Math.max(0, value);
    next = (next + 1) % values.length;
    count = Math.min(count + 1, values.length);
  }

  /**
   * The nearest-rank percentile.
   *
   * @param percent 1 to 100
   */
  OptionalLong percentile(int percent) {
    if (count == 0) {
      return OptionalLong.empty();
    }
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return OptionalLong.of(sorted[Math.max(0, (percent * count + 99) / 100 - 1)]);
  }
}
