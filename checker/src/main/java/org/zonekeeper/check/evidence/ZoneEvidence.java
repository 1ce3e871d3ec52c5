package org.zonekeeper.check.evidence;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is known of one zone from elsewhere than its journal. Immutable.
 *
 * @param live what its live store was found to hold
 * @param anchors hashes of some of its events
 * @param recorder opens the recorder's lines of the zone, in its order, if its log is given
 */
public record ZoneEvidence(
    Optional<LiveState> live, List<Anchor> anchors, Optional<Supplier<Stream<LogLine>>> recorder) {
  /** Nothing but the journal itself. */
  public static final ZoneEvidence NONE = new ZoneEvidence(Optional.empty(), List.of());

  public ZoneEvidence {
    anchors = List.copyOf(anchors);
  }

  /** Without a recorder's log. */
  public ZoneEvidence(Optional<LiveState> live, List<Anchor> anchors) {
    this(live, anchors, Optional.empty());
  }

  /** The same, with more anchors and, if there is one, a recorder's log. */
  public ZoneEvidence with(List<Anchor> more, Optional<Supplier<Stream<LogLine>>> log) {
    return new ZoneEvidence(live, Stream.concat(anchors.stream(), more.stream()).toList(), log);
  }
}
