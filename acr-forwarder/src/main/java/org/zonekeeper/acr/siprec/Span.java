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
record Span(long from, OptionalLong until) {

  static Span openFrom(long from) {
    return new Span(from, OptionalLong.empty());
  }

  Span endingAt(long end) {
    return until.isPresent() ? this : new Span(from, OptionalLong.of(Math.max(from, end)));
  }

  /** What is left of this when the others, which lie in order and apart, are cut out. */
  List<Span> without(List<Span> others) {
    List<Span> left = new ArrayList<>();
    long at = from;
    for (Span other : others) {
      if (other.from() > at) {
        left.add(new Span(at, OptionalLong.of(other.from())));
      }
      if (other.until().isEmpty()) {
        return left;
      }
      at = Math.max(at, other.until().getAsLong());
    }
    if (until.isEmpty() || until.getAsLong() > at) {
      left.add(new Span(at, until));
    }
    return left;
  }
}
