package org.zonekeeper.am.topology;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.zonekeeper.am.processor.Outgoing;

/** Writes what an {@link Outgoing} carries; its partition went to the partitioner. Any thread. */
final class OutgoingSerializer implements Serializer<Outgoing> {
  private final Serializer<SpecificRecord> records;

  OutgoingSerializer(Serializer<SpecificRecord> records) {
    this.records = records;
  }

  @Override
  public byte[] serialize(String topic, Outgoing outgoing) {
    return outgoing.value().map(record -> records.serialize(topic, record)).orElse(null);
  }
}
