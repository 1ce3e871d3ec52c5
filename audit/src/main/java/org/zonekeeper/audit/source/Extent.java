package org.zonekeeper.audit.source;

/**
 * What a source has of a zone's journal. Immutable.
 *
 * @param firstSequence of the first event there is; 0 if there is none
 * @param lastSequence of the last event; 0 if there is none
 * @param firstAt time of the first event, epoch milliseconds
 * @param lastAt time of the last event, epoch milliseconds
 */
public record Extent(long firstSequence, long lastSequence, long firstAt, long lastAt) {
  /** No event at all. */
  public static final Extent EMPTY = new Extent(0, 0, 0, 0);

  /** Whether there is no event. */
  public boolean isEmpty() {
    return lastSequence == 0;
  }

  /** Whether the zone's first event ever is there: only then can its state be folded. */
  public boolean fromTheBeginning() {
    return firstSequence <= 1;
  }

  /** How many events there are, if none is missing in between. */
  public long events() {
    return isEmpty() ? 0 : lastSequence - firstSequence + 1;
  }
}
