package org.zonekeeper.restore;

import java.util.Optional;

/**
 * Where the zone's next owner begins to read one of its input topics. Nothing is changed about it:
 * what the group has consumed is not consumed again, and of the rest the zone passes over what it
 * has decided on, by its position. Immutable.
 *
 * @param topic the topic
 * @param committed the group's position; empty if it has none, and the owner begins at the topic's
 *     beginning
 * @param expected behind the last record that led to an event of the journal
 * @param end behind the topic's last record
 */
record InputPosition(String topic, Optional<Long> committed, long expected, long end) {
  /** Whether the group's position is one that an owner committed with all that was decided. */
  boolean isBehindTheDecided() {
    return expected == 0 || committed.filter(position -> position >= expected).isPresent();
  }

  /** What the next owner does there, in words. */
  String words() {
    if (end < expected) {
      return "a new topic (it ends at %d, the journal knows of %d): what is written there before the zone has taken over is passed over"
          .formatted(end, expected);
    }
    if (committed.isEmpty()) {
      return "no position: read from the beginning, and passed over up to %d, which was decided"
          .formatted(expected);
    }
    if (committed.get() > expected) {
      return "goes on at %d; what came of %d to %d, if anything, is in no event that is left, and is not decided again"
          .formatted(committed.get(), expected, committed.get() - 1);
    }
    return "goes on at %d, and passes over what is before %d, which was decided"
        .formatted(committed.get(), expected);
  }
}
