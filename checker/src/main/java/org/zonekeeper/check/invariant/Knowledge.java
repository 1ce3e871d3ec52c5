package org.zonekeeper.check.invariant;

import java.util.List;
import java.util.Optional;

/**
 * What is known of one zone from elsewhere than its journal. Immutable.
 *
 * @param live what its live store was found to hold
 * @param anchors hashes of some of its events
 */
public record Knowledge(Optional<LiveState> live, List<Anchor> anchors) {
  /** Nothing but the journal itself. */
  public static final Knowledge NONE = new Knowledge(Optional.empty(), List.of());

  public Knowledge {
    anchors = List.copyOf(anchors);
  }
}
