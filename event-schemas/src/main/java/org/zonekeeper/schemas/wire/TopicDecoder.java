package org.zonekeeper.schemas.wire;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.registry.SchemaNotFoundException;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;
import org.zonekeeper.schemas.registry.UnusableSchemaException;

/** Decodes the records of one topic; keeps one reader for each writer's schema. Any thread. */
final class TopicDecoder {
  private final TopicRecords records;
  private final SchemaRegistryClient registry;
  private final ConcurrentMap<Integer, DatumReader<SpecificRecord>> readers =
      new ConcurrentHashMap<>();

  TopicDecoder(TopicRecords records, SchemaRegistryClient registry) {
    this.records = records;
    this.registry = registry;
  }

  SpecificRecord decode(byte[] bytes) {
    int id = ConfluentHeader.schemaId(records.topic(), bytes);
    DatumReader<SpecificRecord> reader = readerOf(id);
    try {
      return AvroBody.read(reader, bytes, ConfluentHeader.LENGTH);
    } catch (IOException | RuntimeException e) {
      // Nothing but these bytes takes part in the call above, so whatever it throws is their fault.
      throw new UndecodableRecordException(
          "topic %s: %d bytes with schema id %d cannot be read: %s"
              .formatted(records.topic(), bytes.length, id, e),
          e);
    }
  }

  private DatumReader<SpecificRecord> readerOf(int id) {
    DatumReader<SpecificRecord> known = readers.get(id);
    if (known != null) {
      return known;
    }
    Schema written = writtenWith(id);
    Class<? extends SpecificRecord> type = records.types().get(written.getFullName());
    if (type == null) {
      throw new UndecodableRecordException(
          "topic %s does not carry %s (schema id %d); it carries: %s"
              .formatted(records.topic(), written.getFullName(), id, records.allowed()));
    }
    DatumReader<SpecificRecord> reader = AvroBody.readerFor(written, type);
    readers.put(id, reader);
    return reader;
  }

  private Schema writtenWith(int id) {
    try {
      return registry.schemaAtOnce(id);
    } catch (SchemaNotFoundException | UnusableSchemaException e) {
      throw new UndecodableRecordException(
          "topic %s: schema id %d of the record: %s".formatted(records.topic(), id, e.getMessage()),
          e);
    }
  }
}
