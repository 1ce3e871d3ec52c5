package org.zonekeeper.audit.source;

import org.apache.avro.Schema;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.registry.SchemaNotFoundException;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;
import org.zonekeeper.schemas.registry.UnusableSchemaException;
import org.zonekeeper.schemas.wire.RecordBodies;
import org.zonekeeper.schemas.wire.UndecodableRecordException;
import org.zonekeeper.schemas.wire.WireRecord;

/** Makes journal records of a topic's bytes. Safe on any thread. */
final class EventDecoder {
  private static final byte[] NOTHING = {};

  private final SchemaRegistryClient registry;
  private final RecordBodies bodies = RecordBodies.of(Topics.JOURNAL);

  EventDecoder(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  /** Bytes that are no event make an unreadable record; a registry that is away is an exception. */
  JournalRecord decode(String zone, RecordPosition place, byte[] bytes) {
    if (bytes == null) {
      return JournalRecord.unreadable(
          zone, place, NOTHING, "it has no value; the journal holds no tombstones");
    }
    try {
      WireRecord wire = WireRecord.parse(Topics.JOURNAL.name(), bytes);
      Schema schema = registry.schemaById(wire.schemaId());
      Event event = (Event) bodies.decode(schema, wire.body());
      return JournalRecord.of(zone, place, wire.body(), schema, event);
    } catch (UndecodableRecordException e) {
      return JournalRecord.unreadable(zone, place, bytes, e.getMessage());
    } catch (SchemaNotFoundException | UnusableSchemaException e) {
      return JournalRecord.unreadable(
          zone,
          place,
          bytes,
          "it names a schema that the registry does not have: " + e.getMessage());
    }
  }
}
