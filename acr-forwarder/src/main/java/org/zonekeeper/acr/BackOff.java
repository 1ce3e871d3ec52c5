package org.zonekeeper.acr;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling from the first pause to the longest, each time
 * between half and all of it, so that many senders do not come back in step. Immutable; as safe
 * between threads as its random generator.
 *
 * @param first pause after one failure
 * @param longest pause, where the doubling ends
 */
record BackOff(Duration first, Duration longest, RandomGenerator random) {
  private static final int MOST_DOUBLINGS = 30;

  /** The pause after so many failures in a row, 1 or more. */
  Duration after(int failures) {
    long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long cap = Math.max(1, Math.min(doubled, longest.toMillis()));
    return Duration.ofMillis(cap - random.nextLong(cap / 2 + 1));
  }
}
