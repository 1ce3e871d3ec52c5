package org.zonekeeper.bench.direct;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.wire.RecordDeserializer;

/**
 * Decodes only the records of wanted types: of every other type one, to learn its schema's id. Two
 * thirds of a journal are of no interest to a load, and decoding is what costs. One thread.
 */
public final class SelectiveEventDecoder {
  /** Confluent's header: a zero byte, then the schema's id. */
  private static final int ID_AT = 1;

  private final RecordDeserializer records;
  private final Set<Class<?>> wanted;
  private final Set<Integer> unwantedIds = new HashSet<>();

  /** Of the records that these bytes are. */
  public SelectiveEventDecoder(RecordDeserializer records, Set<Class<?>> wanted) {
    this.records = records;
    this.wanted = Set.copyOf(wanted);
  }

  /** The record, if it is of a wanted type. */
  public Optional<Event> read(String topic, byte[] bytes) {
    int id = ByteBuffer.wrap(bytes).getInt(ID_AT);
    if (unwantedIds.contains(id)) {
      return Optional.empty();
    }
    Event record = (Event) records.deserialize(topic, bytes);
    if (!wanted.contains(record.getClass())) {
      unwantedIds.add(id);
      return Optional.empty();
    }
    return Optional.of(record);
  }
}
