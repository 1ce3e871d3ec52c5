package org.zonekeeper.am.topology;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.zonekeeper.am.processor.OutgoingRecord;

/**
 * Writes what an {@link OutgoingRecord} carries; its partition went to the partitioner. Any thread.
 */
final class OutgoingSerializer implements Serializer<OutgoingRecord> {
  private final Serializer<SpecificRecord> records;

  OutgoingSerializer(Serializer<SpecificRecord> records) {
    this.records = records;
  }

  @Override
  public byte[] serialize(String topic, OutgoingRecord outgoing) {
    return outgoing.value().map(record -> records.serialize(topic, record)).orElse(null);
  }
}
