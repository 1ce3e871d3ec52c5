package org.zonekeeper.bench.direct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.read.ContractConsumers;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * A lean load's way to Kafka: writes commands and facts as gateway and dialler do (idempotent, not
 * in transactions), reads what was committed to journal and orders. Confined to the load's thread.
 */
final class DirectLoadKafka implements AutoCloseable {
  private final ZoneDirectory zones;
  private final ContractSerdes serdes;
  private final KafkaProducer<String, byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;
  private volatile Exception undelivered;

  DirectLoadKafka(String bootstrapServers, RegistrySettings registry, ZoneDirectory zones) {
    this.zones = zones;
    this.serdes =
        ContractSerdes.with(registry)
            .writes(Topics.COMMANDS)
            .writes(Topics.FACTS)
            .reads(Topics.JOURNAL)
            .reads(Topics.ORDERS)
            .open();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.idempotence",
                true,
                "acks",
                "all",
                // Kafka's own default, as for the floor.
                "linger.ms",
                5),
            new StringSerializer(),
            new ByteArraySerializer());
    Map<String, Object> reading = new HashMap<>();
    reading.put("bootstrap.servers", bootstrapServers);
    reading.put("fetch.min.bytes", 1);
    reading.put("max.poll.records", 2_000);
    this.consumer = ContractConsumers.ofBytes(reading);
    List<TopicPartition> partitions = new ArrayList<>(Topics.JOURNAL.partitions(zones));
    partitions.addAll(Topics.ORDERS.partitions(zones));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  SelectiveEventDecoder glance(Set<Class<?>> wanted) {
    return new SelectiveEventDecoder(serdes.deserializer(), wanted);
  }

  Order order(byte[] bytes) {
    return (Order) serdes.deserializer().deserialize(Topics.ORDERS.name(), bytes);
  }

  /**
   * Writes into the zone's partition.
   *
   * @return the bytes of the record
   */
  int send(TopicSpec topic, String zone, SpecificRecord record) {
    byte[] bytes = serdes.serializer().serialize(topic.name(), record);
    // Success shows in the journal.
    var unused =
        producer.send(
            new ProducerRecord<>(topic.name(), zones.partitionOf(zone), zone, bytes),
            (written, failure) -> {
              if (failure != null) {
                undelivered = failure;
              }
            });
    return bytes.length;
  }

  /**
   * What has come, after so long at most.
   *
   * @throws IllegalStateException if something could not be written
   */
  ConsumerRecords<byte[], byte[]> poll(Duration patience) {
    if (undelivered != null) {
      throw new IllegalStateException("the load could not be written", undelivered);
    }
    return consumer.poll(patience);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
    serdes.close();
  }
}
