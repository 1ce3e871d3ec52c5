package org.zonekeeper.audit.report;

/**
 * How many things happened when: counts over time in a bounded number of equal steps, which double
 * in width when time goes on beyond them. Confined to one thread.
 */
final class Activity {
  private static final int MOST_STEPS = 512;

  private final long[] counts = new long[MOST_STEPS];
  private long begin = Long.MIN_VALUE;
  private long width = 1000;

  /** One more at this time, epoch milliseconds; times never fall by more than a step. */
  void count(long at) {
    if (begin == Long.MIN_VALUE) {
      begin = Math.floorDiv(at, width) * width;
    }
    while (at >= begin + MOST_STEPS * width) {
      halve();
    }
    counts[(int) Math.max(0, (at - begin) / width)]++;
  }

  private void halve() {
    for (int i = 0; i < MOST_STEPS; i++) {
      counts[i] = i < MOST_STEPS / 2 ? counts[2 * i] + counts[2 * i + 1] : 0;
    }
    width *= 2;
  }

  /** How many there were from one time to another, as far as the steps can tell them apart. */
  double between(long from, long to) {
    if (begin == Long.MIN_VALUE || to <= begin) {
      return 0;
    }
    double sum = 0;
    int first = (int) Math.max(0, (from - begin) / width);
    for (int i = first; i < MOST_STEPS && begin + i * width < to; i++) {
      long stepFrom = Math.max(from, begin + i * width);
      long stepTo = Math.min(to, begin + (i + 1) * width);
      sum += counts[i] * (double) Math.max(0, stepTo - stepFrom) / width;
    }
    return sum;
  }
}
