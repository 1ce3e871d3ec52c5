package org.zonekeeper.audit.source;

import java.util.Optional;
import org.apache.avro.Schema;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * One record of the journal: the bytes that were written, the schema they were written with, and
 * the event that they are. A record that cannot be read is a record all the same, with the reason,
 * so that nothing is passed over in silence. Immutable as long as nobody changes bytes or event.
 */
public final class JournalRecord {
  private final String zone;
  private final RecordPosition place;
  private final byte[] body;
  private final Optional<Content> content;
  private final String fault;

  /** What could be read of a record. */
  private record Content(Schema schema, Event event) {}

  private JournalRecord(
      String zone, RecordPosition place, byte[] body, Optional<Content> content, String fault) {
    this.zone = zone;
    this.place = place;
    this.body = body;
    this.content = content;
    this.fault = fault;
  }

  /**
   * A record that was read.
   *
   * @param zone the zone whose journal it was read from, whatever the event itself says
   * @param body Avro's binary encoding, without any header
   * @param schema the schema that the body was written with
   */
  public static JournalRecord of(
      String zone, RecordPosition place, byte[] body, Schema schema, Event event) {
    return new JournalRecord(zone, place, body, Optional.of(new Content(schema, event)), "");
  }

  /**
   * A record that is no event, or one that this build cannot read.
   *
   * @param fault why, in words
   */
  public static JournalRecord unreadable(
      String zone, RecordPosition place, byte[] bytes, String fault) {
    return new JournalRecord(zone, place, bytes, Optional.empty(), fault);
  }

  /** The zone whose journal it was read from. */
  public String zone() {
    return zone;
  }

  /** Where it was read. */
  public RecordPosition place() {
    return place;
  }

  /** The bytes of the event as written; of an unreadable record, whatever there is. */
  public byte[] body() {
    return body;
  }

  /** Whether the bytes could be read as an event. */
  public boolean readable() {
    return content.isPresent();
  }

  /** Why it cannot be read; empty if it can. */
  public String fault() {
    return fault;
  }

  /**
   * The event.
   *
   * @throws DamagedJournalException if it cannot be read
   */
  public Event event() {
    return required().event();
  }

  /**
   * The schema that the body was written with.
   *
   * @throws DamagedJournalException if the record cannot be read
   */
  public Schema schema() {
    return required().schema();
  }

  /** The header that every event carries. */
  public EventHeader header() {
    return event().getHeader();
  }

  /** Place in the zone's journal, from 1. */
  public long sequence() {
    return header().getSequence();
  }

  /** When it was decided, epoch milliseconds. */
  public long at() {
    return header().getAt();
  }

  /** The event as the checker's rows and invariants take it. */
  public JournalEntry entry() {
    return new JournalEntry(zone, place.number(), event());
  }

  private Content required() {
    return content.orElseThrow(
        () ->
            new DamagedJournalException(
                zone, "record %s of zone %s cannot be read: %s".formatted(place, zone, fault)));
  }

  @Override
  public String toString() {
    return readable() ? entry().toString() : "unreadable record %s of %s".formatted(place, zone);
  }
}
