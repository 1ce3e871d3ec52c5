package org.zonekeeper.simulators.platform;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * What is to be done when. One heap for thousands of calls; those due at the same instant run in
 * the order in which they were asked for. Confined to the platform's thread.
 */
final class PlatformTimers {
  private final PriorityQueue<Timer> queue =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
  private long number;

  private record Timer(long at, long number, LongConsumer action) {}

  /**
   * @param at epoch milliseconds
   * @param action is given the time at which it really runs
   */
  void at(long at, LongConsumer action) {
    queue.add(new Timer(at, number++, action));
  }

  /** Runs everything due by now, also what that adds. */
  void advance(long now) {
    while (!queue.isEmpty() && queue.peek().at() <= now) {
      queue.poll().action().accept(now);
    }
  }

  OptionalLong next() {
    return queue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(queue.peek().at());
  }
}
