package org.zonekeeper.bench.direct;

import java.util.List;

/**
 * What a lean load has seen in a stretch of time. Immutable.
 *
 * @param seconds the stretch
 * @param calls what became of calls
 * @param traffic records written and read
 * @param refused commands that were refused, whatever for
 * @param answerMillis of each command answered, from its sending to the reading of its answer
 */
public record DirectLoadCounts(
    double seconds, Calls calls, Traffic traffic, long refused, List<Long> answerMillis) {

  /**
   * What became of calls.
   *
   * @param attempts that the platform started
   * @param connected conversations that began
   * @param ended calls that got their completion code
   * @param nuisances calls that were marked
   */
  public record Calls(long attempts, long connected, long ended, long nuisances) {}

  /**
   * Records written and read by the load.
   *
   * @param events of the journal, all types
   * @param orders to the platform
   * @param sent commands and facts
   * @param bytesSent of those
   */
  public record Traffic(long events, long orders, long sent, long bytesSent) {}

  public DirectLoadCounts {
    answerMillis = List.copyOf(answerMillis);
  }

  /** So many a second. */
  public double perSecond(long count) {
    return seconds == 0 ? 0 : count / seconds;
  }

  /** Attempts started each second. */
  public double attemptsPerSecond() {
    return perSecond(calls.attempts());
  }
}
