package org.zonekeeper.check.evidence;

import java.util.Optional;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * One record of the journal topic as it was read. Immutable as long as nobody changes the event.
 *
 * @param zone the zone whose partition it was read from
 * @param offset its place in the partition
 * @param event the record
 * @param bodyHash of the body as it was written, by whatever version; empty: by this one, so that
 *     it can be made of the event
 */
public record JournalEntry(String zone, long offset, Event event, Optional<String> bodyHash) {

  /** Of an event that this version has written. */
  public JournalEntry(String zone, long offset, Event event) {
    this(zone, offset, event, Optional.empty());
  }

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
