package org.zonekeeper.check.evidence;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.Headers;
import org.zonekeeper.schemas.journal.EventHeader;

/**
 * One record of the journal topic as it was read. Immutable as long as nobody changes the event.
 *
 * @param zone the zone whose partition it was read from
 * @param offset its place in the partition
 * @param event the record
 */
public record JournalEntry(String zone, long offset, SpecificRecord event) {

  /** The header that every event carries. */
  public EventHeader header() {
    return Headers.ofEvent(event);
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
    return Headers.typeName(event);
  }

  /** Id of the command or fact that caused it; empty for timers. */
  public String causeId() {
    return header().getCause().getId();
  }

  /** Whether the event is of the type. */
  public boolean is(Class<? extends SpecificRecord> eventType) {
    return eventType.isInstance(event);
  }

  /** A text field of the event; empty if the type has none of this name or it is null. */
  public Optional<String> text(String field) {
    Schema.Field found = event.getSchema().getField(field);
    return found == null
        ? Optional.empty()
        : Optional.ofNullable(event.get(found.pos())).map(Object::toString);
  }

  @Override
  public String toString() {
    return "%s %s/%d epoch %d".formatted(type(), zone, sequence(), epoch());
  }
}
