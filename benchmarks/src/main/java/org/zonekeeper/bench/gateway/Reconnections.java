package org.zonekeeper.bench.gateway;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * When desktops that were refused or have lost their connection try again: after a second, and
 * after twice as long each time that it fails again. Confined to the crowd's thread.
 */
final class Reconnections {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** The pause has doubled so often at most: eight seconds. */
  private static final int DOUBLINGS = 3;

  private final Queue<Attempt> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Attempt::dueNanos));

  /** By {@link System#nanoTime}, which does not overflow within a benchmark. */
  private record Attempt(long dueNanos, Runnable what) {}

  /**
   * Has it tried later.
   *
   * @param failed how many attempts have failed in a row, at least 1
   */
  void later(int failed, long nowNanos, Runnable attempt) {
    long pause = FIRST_PAUSE.toNanos() << Math.min(failed - 1, DOUBLINGS);
    waiting.add(new Attempt(nowNanos + pause, attempt));
  }

  /** Tries what is due. */
  void tick(long nowNanos) {
    while (!waiting.isEmpty() && waiting.peek().dueNanos() <= nowNanos) {
      waiting.remove().what().run();
    }
  }

  /** Nobody comes again. */
  void clear() {
    waiting.clear();
  }
}
