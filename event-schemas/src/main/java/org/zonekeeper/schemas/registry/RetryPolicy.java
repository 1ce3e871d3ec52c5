package org.zonekeeper.schemas.registry;

import java.time.Duration;

/**
 * How often and how patiently a request is tried again when no address gave an answer.
 *
 * @param attempts rounds over all addresses, the first one included
 * @param firstPause between the first and the second round; doubles from there
 * @param longestPause where the doubling ends
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {
  /**
   * 8 rounds with pauses of 0.1, 0.2, 0.4 … 2 s: about seven seconds in all, the time in which a
   * registry restarts; far below the five minutes after which Kafka takes a silent consumer's
   * partitions away.
   */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(8, Duration.ofMillis(100), Duration.ofSeconds(2));

  /** The pause after a round that failed; rounds count from 1. */
  Duration pauseAfter(int round) {
    int doublings = Math.min(round - 1, 30);
    Duration pause = firstPause.multipliedBy(1L << doublings);
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
