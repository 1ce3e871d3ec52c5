package org.zonekeeper.schemas.wire;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records in the Confluent wire format. One instance serves all topics that {@link
 * ContractSerdes} was opened for, and any number of producers and threads; it never asks the
 * registry. {@code null} stays {@code null}, the tombstone of a compacted topic.
 *
 * <p>Throws {@link UnencodableRecordException} for what the topic does not carry.
 */
public final class RecordSerializer implements Serializer<SpecificRecord> {
  private final Map<String, TopicEncodings> byTopic;

  RecordSerializer(Map<String, TopicEncodings> byTopic) {
    this.byTopic = Map.copyOf(byTopic);
  }

  @Override
  public byte[] serialize(String topic, SpecificRecord record) {
    if (record == null) {
      return null;
    }
    RecordEncoding encoding = encodingOf(topic, record);
    try {
      return encoding.encode(record);
    } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new UnencodableRecordException(
          "topic %s: a %s cannot be written: %s"
              .formatted(topic, record.getSchema().getFullName(), e.getMessage()),
          e);
    }
  }

  private RecordEncoding encodingOf(String topic, SpecificRecord record) {
    TopicEncodings encodings = byTopic.get(topic);
    if (encodings == null) {
      throw new UnencodableRecordException(
          "topic %s was not opened for writing; open are: %s"
              .formatted(
                  topic, byTopic.isEmpty() ? "(none)" : String.join(", ", byTopic.keySet())));
    }
    RecordEncoding encoding = encodings.byClass().get(record.getClass());
    if (encoding == null) {
      throw new UnencodableRecordException(
          "topic %s does not carry %s; it carries: %s"
              .formatted(topic, record.getSchema().getFullName(), encodings.records().allowed()));
    }
    return encoding;
  }

  /** What one topic's records are written with. */
  record TopicEncodings(TopicRecords records, Map<Class<?>, RecordEncoding> byClass) {}
}
