package org.zonekeeper.check.invariant;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.LogLine;

/**
 * What is known of one zone from elsewhere than its journal. Immutable.
 *
 * @param live what its live store was found to hold
 * @param anchors hashes of some of its events
 * @param recorder opens the recorder's lines of the zone, in its order, if its log is given
 */
public record Knowledge(
    Optional<LiveState> live, List<Anchor> anchors, Optional<Supplier<Stream<LogLine>>> recorder) {
  /** Nothing but the journal itself. */
  public static final Knowledge NONE = new Knowledge(Optional.empty(), List.of());

  public Knowledge {
    anchors = List.copyOf(anchors);
  }

  /** Without a recorder's log. */
  public Knowledge(Optional<LiveState> live, List<Anchor> anchors) {
    this(live, anchors, Optional.empty());
  }

  /** The same, with more anchors and, if there is one, a recorder's log. */
  public Knowledge with(List<Anchor> more, Optional<Supplier<Stream<LogLine>>> log) {
    return new Knowledge(live, Stream.concat(anchors.stream(), more.stream()).toList(), log);
  }
}
