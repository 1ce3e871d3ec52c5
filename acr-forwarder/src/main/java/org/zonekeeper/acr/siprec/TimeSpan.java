package org.zonekeeper.acr.siprec;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A stretch of time. Immutable.
 *
 * @param from epoch milliseconds
 * @param until epoch milliseconds; absent: it goes on
 */
record TimeSpan(long from, OptionalLong until) {

  static TimeSpan openFrom(long from) {
    return new TimeSpan(from, OptionalLong.empty());
  }

  TimeSpan endingAt(long end) {
    return until.isPresent() ? this : new TimeSpan(from, OptionalLong.of(Math.max(from, end)));
  }

  /** What is left of this when the others, which lie in order and apart, are cut out. */
  List<TimeSpan> without(List<TimeSpan> others) {
    List<TimeSpan> left = new ArrayList<>();
    long at = from;
    for (TimeSpan other : others) {
      if (other.from() > at) {
        left.add(new TimeSpan(at, OptionalLong.of(other.from())));
      }
      if (other.until().isEmpty()) {
        return left;
      }
      at = Math.max(at, other.until().getAsLong());
    }
    if (until.isEmpty() || until.getAsLong() > at) {
      left.add(new TimeSpan(at, until));
    }
    return left;
  }
}
