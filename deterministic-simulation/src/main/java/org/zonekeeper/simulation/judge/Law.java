package org.zonekeeper.simulation.judge;

import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.domain.state.ZoneState;

/**
 * Something that must hold of one zone, whatever happens to it. Made for one zone of one world; fed
 * with its journal in order.
 */
interface Law {
  /** The event that comes next. */
  void next(JournalEntry entry, ZoneState before);

  /** Nothing more comes. */
  default void end(ZoneState last) {}

  /** Where a breach is noted. */
  @FunctionalInterface
  interface Faults {
    void fault(String text);
  }
}
