package org.zonekeeper.check.evidence;

import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * One record of the journal topic as it was read. Immutable as long as nobody changes the event.
 *
 * @param zone the zone whose partition it was read from
 * @param offset its place in the partition
 * @param event the record
 */
public record JournalEntry(String zone, long offset, Event event) {

  /** The header that every event carries. */
  public EventHeader header() {
    return event.getHeader();
  }

  /** Place in the zone's journal, from 1. */
  public long sequence() {
    return header().getSequence();
  }

  /** Ownership epoch in which it was decided. */
  public long epoch() {
    return header().getEpoch();
  }

  /** When it was decided, epoch milliseconds. */
  public long at() {
    return header().getAt();
  }

  /** Simple name of the event's type. */
  public String type() {
    return event.typeName();
  }

  /** Id of the command or fact that caused it; empty for timers. */
  public String causeId() {
    return header().getCause().getId();
  }

  /** Whether the event is of the type. */
  public boolean is(Class<? extends Event> eventType) {
    return eventType.isInstance(event);
  }

  @Override
  public String toString() {
    return "%s %s/%d epoch %d".formatted(type(), zone, sequence(), epoch());
  }
}
