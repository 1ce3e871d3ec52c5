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

  public RetryPolicy {
    if (attempts < 1 || attempts > 1000) {
      throw new InvalidSettingException(
          RegistrySettings.RETRY_ATTEMPTS, Integer.toString(attempts), "1 to 1000");
    }
    if (firstPause.isNegative()) {
      throw new InvalidSettingException(
          RegistrySettings.RETRY_FIRST_PAUSE_MS,
          Long.toString(firstPause.toMillis()),
          "0 or more (milliseconds)");
    }
    if (longestPause.compareTo(firstPause) < 0) {
      throw new InvalidSettingException(
          RegistrySettings.RETRY_LONGEST_PAUSE_MS,
          Long.toString(longestPause.toMillis()),
          "at least the first pause, %d (milliseconds)".formatted(firstPause.toMillis()));
    }
  }

  /** The pause after a round that failed; rounds count from 1. */
  Duration pauseAfter(int round) {
    int doublings = Math.min(round - 1, 30);
    Duration pause = firstPause.multipliedBy(1L << doublings);
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
