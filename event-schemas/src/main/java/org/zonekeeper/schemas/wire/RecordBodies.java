package org.zonekeeper.schemas.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.registry.NeutralSchema;

/**
 * The bodies of one topic's records, without registry and wire header: what archives hold and
 * proofs are made over. Safe on any thread.
 */
public final class RecordBodies {
  private static final byte[] NO_HEADER = {};

  private final TopicRecords records;
  private final Map<Class<?>, RecordEncoding> encodings = new HashMap<>();
  private final Map<String, Schema> current = new HashMap<>();
  private final ConcurrentMap<Schema, DatumReader<SpecificRecord>> readers =
      new ConcurrentHashMap<>();

  private RecordBodies(TopicRecords records) {
    this.records = records;
    records
        .types()
        .forEach(
            (name, type) -> {
              encodings.put(type, new RecordEncoding(NO_HEADER, type));
              current.put(name, NeutralSchema.of(TopicRecords.schemaOf(type)));
            });
  }

  /** Bodies of all types that the topic may hold. */
  public static RecordBodies of(TopicSpec topic) {
    return new RecordBodies(TopicRecords.of(topic.name(), topic.types()));
  }

  /** The topic's subject for records of a schema, as every registry client here names it. */
  public String subjectOf(Schema schema) {
    return records.subject(schema.getFullName());
  }

  /** This build's schema of a type, in the form that is registered; empty for foreign types. */
  public Optional<Schema> currentSchema(String fullName) {
    return Optional.ofNullable(current.get(fullName));
  }

  /** This build's schemas of all the topic's types, by full name. */
  public Map<String, Schema> currentSchemas() {
    return Map.copyOf(current);
  }

  /**
   * The bytes of a record, written with this build's schema of its type.
   *
   * @throws UnencodableRecordException if the topic does not carry the type, or a field is missing
   */
  public byte[] encode(SpecificRecord record) {
    RecordEncoding encoding = encodings.get(record.getClass());
    if (encoding == null) {
      throw new UnencodableRecordException(
          "topic %s does not carry %s; it carries: %s"
              .formatted(records.topic(), record.getSchema().getFullName(), records.allowed()));
    }
    try {
      return encoding.encode(record);
    } catch (IOException | RuntimeException e) {
      // Nothing but this record takes part in the call above, so whatever it throws is its fault.
      throw new UnencodableRecordException(
          "topic %s: a %s cannot be written: %s"
              .formatted(records.topic(), record.getSchema().getFullName(), e),
          e);
    }
  }

  /**
   * The record that the bytes are.
   *
   * @param written the schema that they were written with
   * @throws UndecodableRecordException if the topic does not carry the type, or the bytes are
   *     broken
   */
  public SpecificRecord decode(Schema written, byte[] body) {
    DatumReader<SpecificRecord> reader = readerOf(written);
    try {
      return AvroBody.read(reader, body, 0);
    } catch (IOException | RuntimeException e) {
      // Nothing but these bytes takes part in the call above, so whatever it throws is their fault.
      throw new UndecodableRecordException(
          "topic %s: %d bytes of a %s cannot be read: %s"
              .formatted(records.topic(), body.length, written.getName(), e),
          e);
    }
  }

  /**
   * Reads records of a type that were written with this schema into the type's generated class; for
   * whoever reads many from one stream.
   *
   * @throws UndecodableRecordException if the topic does not carry the type
   */
  public DatumReader<SpecificRecord> readerOf(Schema written) {
    DatumReader<SpecificRecord> known = readers.get(written);
    if (known != null) {
      return known;
    }
    Class<? extends SpecificRecord> type = records.types().get(written.getFullName());
    if (type == null) {
      throw new UndecodableRecordException(
          "topic %s does not carry %s; it carries: %s"
              .formatted(records.topic(), written.getFullName(), records.allowed()));
    }
    DatumReader<SpecificRecord> reader = AvroBody.readerFor(written, type);
    readers.put(written, reader);
    return reader;
  }
}
