package org.zonekeeper.audit.state;

import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.state.ZoneState;

/**
 * A zone's state, grown event by event from nothing by the very applications that the Agent Manager
 * uses. Memory is that of the zone itself, however long its journal. Confined to one thread.
 */
public final class ZoneFold {
  private final ZoneState state;

  /** The zone before its first event. */
  public ZoneFold(String zone) {
    this(ZoneState.empty(zone));
  }

  private ZoneFold(ZoneState state) {
    this.state = state;
  }

  /** The zone as it was at a later instant; goes on from there. */
  public static ZoneFold from(ZoneState state) {
    return new ZoneFold(state);
  }

  /**
   * Applies the next event.
   *
   * @throws DamagedJournalException if it is not the next one: the fold of a part is no state
   */
  public void apply(JournalRecord record) {
    long expected = state.zone().getSequence() + 1;
    if (record.sequence() != expected) {
      throw new DamagedJournalException(
          record.zone(),
          "zone %s: its state needs every event from the first on; sequence %d comes where %d belongs (%s)"
              .formatted(record.zone(), record.sequence(), expected, record.place()));
    }
    Applications.apply(state, record.event());
  }

  /** Sequence of the last event applied; 0: none yet. */
  public long sequence() {
    return state.zone().getSequence();
  }

  /** The state now; goes on changing with every event. */
  public ZoneState state() {
    return state;
  }
}
