package org.zonekeeper.schemas.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The bytes of state stores: Avro's single-object encoding (C3 01, then the schema's 64-bit
 * fingerprint, little-endian, then the record). It needs no registry, so that a new owner takes
 * over while the registry is down: the writers' schemas are the current ones and all released ones,
 * which travel in the jar. One store may hold several record types.
 *
 * <p>A record that says nothing which came after the last release is written with that release's
 * schema, so that programs of that version read it: those stand by for zones of this one, and take
 * them over, for as long as a zone's feature level keeps newer things out of it.
 *
 * <p>Used by the Agent Manager's stores. Immutable; safe on any thread.
 */
public final class StateCodec {
  private static final int HEADER_LENGTH = 10;
  private static final byte MARKER_0 = (byte) 0xC3;
  private static final byte MARKER_1 = 0x01;

  private final Map<Class<?>, RecordEncoding> encodings = new HashMap<>();
  private final Map<Class<?>, Earlier> earlier = new HashMap<>();
  private final Map<Long, DatumReader<SpecificRecord>> readers = new HashMap<>();
  private final Map<String, Class<? extends SpecificRecord>> types = new TreeMap<>();

  private StateCodec(
      Collection<? extends Class<? extends SpecificRecord>> current,
      Collection<Schema> released,
      Collection<Schema> lastRelease) {
    for (Class<? extends SpecificRecord> type : current) {
      Schema schema = TopicRecords.schemaOf(type);
      types.put(schema.getFullName(), type);
      encodings.put(type, new RecordEncoding(header(fingerprint(schema)), type));
      readers.put(fingerprint(schema), AvroBody.readerFor(schema, type));
    }
    for (Schema schema : released) {
      Class<? extends SpecificRecord> type = types.get(schema.getFullName());
      if (type != null) {
        readers.computeIfAbsent(fingerprint(schema), unknown -> AvroBody.readerFor(schema, type));
      }
    }
    lastRelease.forEach(this::writeAlsoWith);
  }

  /** How a type was written by the last release. */
  private record Earlier(EarlierForm form, RecordEncoding encoding) {}

  private void writeAlsoWith(Schema schema) {
    Class<? extends SpecificRecord> type = types.get(schema.getFullName());
    if (type == null) {
      return;
    }
    EarlierForm.of(TopicRecords.schemaOf(type), schema)
        .ifPresent(
            form ->
                earlier.put(
                    type,
                    new Earlier(
                        form,
                        new RecordEncoding(
                            header(fingerprint(schema)), AvroBody.writerFor(schema, type)))));
  }

  /** A codec of these types, which also reads every version of them that was ever released. */
  public static StateCodec of(Collection<? extends Class<? extends SpecificRecord>> types) {
    ReleasedSchemas released = ReleasedSchemas.bundled();
    return of(types, released.in(ReleasedSchemas.STATE), released.latestIn(ReleasedSchemas.STATE));
  }

  /**
   * A codec of these types, which also reads what was written with the released schemas given.
   *
   * @param lastRelease of those, the ones that records are written with where they fit
   */
  static StateCodec of(
      Collection<? extends Class<? extends SpecificRecord>> types,
      Collection<Schema> released,
      Collection<Schema> lastRelease) {
    return new StateCodec(types, List.copyOf(released), List.copyOf(lastRelease));
  }

  /**
   * The bytes to store for a record.
   *
   * @throws UnencodableRecordException if the codec was not made for the record's type
   */
  public byte[] encode(SpecificRecord record) {
    RecordEncoding encoding = encodings.get(record.getClass());
    if (encoding == null) {
      throw new UnencodableRecordException(
          "state does not hold %s; it holds: %s"
              .formatted(record.getSchema().getFullName(), allowed()));
    }
    Earlier asReleased = earlier.get(record.getClass());
    try {
      return asReleased != null && asReleased.form().holds(record)
          ? asReleased.encoding().encode(record)
          : encoding.encode(record);
    } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new UnencodableRecordException(
          "state: a %s cannot be written: %s"
              .formatted(record.getSchema().getFullName(), e.getMessage()),
          e);
    }
  }

  /**
   * The record that was stored.
   *
   * @throws StateFormatException if the bytes are not state that this build knows
   */
  public SpecificRecord decode(byte[] bytes) {
    if (bytes.length < HEADER_LENGTH || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
      throw new StateFormatException(
          "state of %d byte(s) does not begin with C3 01 and a fingerprint; was it written by this program?"
              .formatted(bytes.length));
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    DatumReader<SpecificRecord> reader = readers.get(fingerprint);
    if (reader == null) {
      throw new StateFormatException(
          "state was written with a schema that this build does not know (fingerprint %016x), most likely by a newer one; known are %d version(s) of: %s"
              .formatted(fingerprint, readers.size(), allowed()));
    }
    try {
      return AvroBody.read(reader, bytes, HEADER_LENGTH);
    } catch (IOException | RuntimeException e) {
      // Nothing but these bytes takes part in the call above, so whatever it throws is their fault.
      throw new StateFormatException(
          "state of %d bytes (fingerprint %016x) is broken: %s"
              .formatted(bytes.length, fingerprint, e),
          e);
    }
  }

  /** A serde for a store of all the codec's types. {@code null} stays {@code null}. */
  public Serde<SpecificRecord> serde() {
    return serde(SpecificRecord.class);
  }

  /**
   * A serde for a store of one type; any other type found in it is a {@link StateFormatException}.
   */
  public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return Serdes.serdeFrom(
        (topic, record) -> record == null ? null : encode(record),
        (topic, bytes) -> bytes == null ? null : cast(topic, type, decode(bytes)));
  }

  private static <T> T cast(String topic, Class<T> type, SpecificRecord record) {
    if (!type.isInstance(record)) {
      throw new StateFormatException(
          "%s holds a %s where only %s belongs"
              .formatted(topic, record.getSchema().getFullName(), type.getName()));
    }
    return type.cast(record);
  }

  private String allowed() {
    return String.join(", ", types.keySet());
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  private static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER_LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MARKER_0)
        .put(MARKER_1)
        .putLong(fingerprint)
        .array();
  }
}
