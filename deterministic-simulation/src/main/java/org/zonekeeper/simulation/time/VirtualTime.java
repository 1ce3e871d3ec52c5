package org.zonekeeper.simulation.time;

import java.util.PriorityQueue;

/**
 * Time that passes only when everything due has been done. What is due at the same instant happens
 * in the order in which it was asked for, so that a world is the same every time. Confined to one
 * thread.
 */
public final class VirtualTime {
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long now;
  private long number;

  private record Due(long at, long number, Runnable action) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  /**
   * @param start epoch milliseconds
   */
  public VirtualTime(long start) {
    this.now = start;
  }

  /** Epoch milliseconds. */
  public long now() {
    return now;
  }

  /** Has something done at a time; a time that has passed means as soon as possible. */
  public void at(long time, Runnable action) {
    queue.add(new Due(Math.max(time, now), number++, action));
  }

  /** Has something done after so many milliseconds. */
  public void after(long millis, Runnable action) {
    at(now + millis, action);
  }

  /** Does everything that is due up to a time, which it then is. */
  public void runUntil(long end) {
    while (!queue.isEmpty() && queue.peek().at() <= end) {
      Due due = queue.poll();
      now = due.at();
      due.action().run();
    }
    now = Math.max(now, end);
  }
}
