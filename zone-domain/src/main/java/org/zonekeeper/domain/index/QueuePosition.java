package org.zonekeeper.domain.index;

import java.util.Comparator;

/**
 * A place in a line: who has waited longest comes first, the id decides between equals, so that the
 * order is the same after every restart.
 *
 * @param since epoch milliseconds
 * @param id agent id or call id
 */
public record QueuePosition(long since, String id) implements Comparable<QueuePosition> {
  private static final Comparator<QueuePosition> ORDER =
      Comparator.comparingLong(QueuePosition::since).thenComparing(QueuePosition::id);

  @Override
  public int compareTo(QueuePosition other) {
    return ORDER.compare(this, other);
  }
}
