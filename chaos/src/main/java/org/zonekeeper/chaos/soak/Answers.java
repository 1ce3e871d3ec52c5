package org.zonekeeper.chaos.soak;

import java.time.Duration;
import java.util.List;

/**
 * How a zone answered those who asked it as they should. Immutable.
 *
 * @param count questions that the zone answered
 * @param without questions that it did not
 * @param late answered after more than a second
 * @param median time until the answer
 * @param most of 99 in 100, the longest time
 * @param longest time of all
 */
record Answers(int count, int without, int late, Duration median, Duration most, Duration longest) {
  /** The promise. */
  static final Duration PROMPT = Duration.ofSeconds(1);

  /** On a machine that also does other things a few may be late. */
  private static final double MAY_BE_LATE = 0.01;

  static Answers of(List<Long> nanos, int without) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return new Answers(
        sorted.size(),
        without,
        (int) sorted.stream().filter(each -> each > PROMPT.toNanos()).count(),
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1));
  }

  /** Whether all but a hundredth of the questions were answered within the second. */
  boolean arePrompt() {
    return count > 0 && late + without <= MAY_BE_LATE * (count + without);
  }

  private static Duration at(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(sorted.get((int) Math.floor(share * (sorted.size() - 1))));
  }
}
