package org.zonekeeper.schemas.wire;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;

/**
 * Reads records in the Confluent wire format: the writer's schema comes from the id in the record,
 * the reader's is that of the generated class which the topic's {@link TopicRecords} name. One
 * instance serves any number of topics, consumers and threads. It asks the registry only for an id
 * that was not there when {@link ContractSerdes} opened.
 *
 * <p>Throws {@link UndecodableRecordException} if the record is at fault, and a {@link
 * org.zonekeeper.schemas.registry.RegistryException} if the registry is: only the former may go to
 * a dead-letter topic. {@code null} stays {@code null}.
 */
public final class RecordDeserializer implements Deserializer<SpecificRecord> {
  private final Map<String, TopicDecoder> byTopic = new HashMap<>();

  RecordDeserializer(Iterable<TopicRecords> topics, SchemaRegistryClient registry) {
    topics.forEach(records -> byTopic.put(records.topic(), new TopicDecoder(records, registry)));
  }

  @Override
  public SpecificRecord deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    TopicDecoder decoder = byTopic.get(topic);
    if (decoder == null) {
      throw new IllegalStateException(
          "topic %s was not opened; open are: %s"
              .formatted(topic, String.join(", ", byTopic.keySet())));
    }
    return decoder.decode(bytes);
  }
}
