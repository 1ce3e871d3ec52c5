package org.zonekeeper.bench.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;

/**
 * A distribution of measured times. Percentiles are values that were measured (nearest rank), not
 * interpolated. Immutable; any thread.
 */
public final class TimeDistribution {
  private final long[] sorted;

  private TimeDistribution(long[] sorted) {
    this.sorted = sorted;
  }

  /** Of these measurements, in any order and unit. */
  public static TimeDistribution of(Collection<Long> measured) {
    long[] values = measured.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(values);
    return new TimeDistribution(values);
  }

  /** How many were measured. */
  public int count() {
    return sorted.length;
  }

  /**
   * The smallest measurement that so many percent do not exceed; 0 if nothing was measured.
   *
   * @param percent over 0, up to 100
   */
  public long percentile(double percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }

  /** The largest measurement; 0 if nothing was measured. */
  public long max() {
    return percentile(100);
  }

  /** The percentiles as JSON. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("count", count())
        .put("p50", percentile(50))
        .put("p90", percentile(90))
        .put("p99", percentile(99))
        .put("max", max());
  }

  @Override
  public String toString() {
    return count() == 0
        ? "nothing measured"
        : "p50 %5d  p90 %5d  p99 %5d  max %5d  (%d)"
            .formatted(percentile(50), percentile(90), percentile(99), max(), count());
  }
}
