package org.zonekeeper.am.domain.index;

import java.util.Comparator;

/**
 * A place in a line: who has waited longest comes first, the id decides between equals, so that the
 * order is the same after every restart.
 *
 * @param since epoch milliseconds
 * @param id agent id or call id
 */
public record Place(long since, String id) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::since).thenComparing(Place::id);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
