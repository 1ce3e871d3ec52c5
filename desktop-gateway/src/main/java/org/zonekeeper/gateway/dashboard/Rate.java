package org.zonekeeper.gateway.dashboard;

/**
 * How often something happened in the last minute, in buckets of a second, by the journal's clock.
 */
final class Rate {
  private static final int SECONDS = 60;

  private final int[] counts = new int[SECONDS];
  private long newest = Long.MIN_VALUE / 2;

  void add(long atMs) {
    long second = Math.floorDiv(atMs, 1000L);
    advance(second);
    if (second > newest - SECONDS) {
      counts[Math.floorMod(second, SECONDS)]++;
    }
  }

  /** Within the minute before that instant. */
  int perMinute(long nowMs) {
    advance(Math.floorDiv(nowMs, 1000L));
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  private void advance(long second) {
    if (second <= newest) {
      return;
    }
    for (long each = Math.max(newest + 1, second - SECONDS + 1); each <= second; each++) {
      counts[Math.floorMod(each, SECONDS)] = 0;
    }
    newest = second;
  }
}
