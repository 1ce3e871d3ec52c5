package org.zonekeeper.restore;

import java.util.Optional;
import java.util.Set;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * A zone as its journal makes it. Confined to one thread, as its state is.
 *
 * @param state the fold, the last event's hash with it
 * @param keys of all its entities
 * @param last the last event; empty if the zone has none
 * @param verified what was compared on the way
 * @param lastDecision the decision that the last event is of: everything before it is certain to be
 *     whole, because an event of another decision follows
 * @param damage what ended the reading, in words; empty if it came to the journal's end
 */
record FoldedZone(
    ZoneState state,
    Set<EntityKey> keys,
    Optional<JournalRecord> last,
    Verified verified,
    LastDecision lastDecision,
    Optional<String> damage) {

  /**
   * What held on the way.
   *
   * @param events read and applied
   * @param links hashes of a preceding event
   * @param digests of the state, as owners found it
   */
  record Verified(long events, long links, long digests) {}

  /**
   * What came of one input.
   *
   * @param from sequence of its first event; 0 if there is no event at all
   * @param keys of the agents, calls and callbacks that it changed, the last 1,000
   */
  record LastDecision(long from, Set<EntityKey> keys) {}

  String zone() {
    return state.zone().getZone();
  }

  ZoneRecord record() {
    return state.zone();
  }

  boolean isEmpty() {
    return last.isEmpty();
  }
}
