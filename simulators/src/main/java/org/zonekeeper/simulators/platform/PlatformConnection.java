package org.zonekeeper.simulators.platform;

import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.cluster.UnfitTopicsException;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * How the simulated platform reaches its installation. Immutable.
 *
 * @param cluster the installation
 * @param name the platform's name in every fact, and its consumer group
 */
public record PlatformConnection(ClusterSettings cluster, String name) {

  /** As the rules of access call it. */
  private static final String PART = "dialler-platform";

  /**
   * Checks that the broker answers and the topics are there that the platform reads and writes.
   *
   * @throws PlatformFailure saying what was not found
   */
  void verify() throws InterruptedException {
    try {
      TopicSetup.requireFor(PART, cluster.kafka(), directory(), name + "-admin");
    } catch (UnfitTopicsException | KafkaException e) {
      throw new PlatformFailure(e.getMessage(), e);
    }
  }

  /** The installation's zones. */
  public ZoneDirectory directory() {
    return cluster.zones();
  }

  ContractSerdes openSerdes() {
    return ContractSerdes.with(cluster.registry())
        .writes(Topics.FACTS.name(), types(Topics.FACTS))
        .reads(Topics.ORDERS.name(), types(Topics.ORDERS))
        .open();
  }

  /** Only what the Agent Manager committed is an order. */
  Consumer<String, SpecificRecord> openConsumer(ContractSerdes serdes) {
    Map<String, Object> config = cluster.kafka().client(name + "-orders");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, name);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, true);
    config.put(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 1000);
    // Leases live for half a second: an order must not wait for others to fill a fetch.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    Consumer<String, SpecificRecord> consumer =
        cluster.kafka().reader(config, serdes.deserializer());
    consumer.assign(Topics.ORDERS.partitions(directory()));
    return consumer;
  }

  /** Facts are never given up: they wait for the broker as long as it takes, in order. */
  KafkaProducer<String, SpecificRecord> openProducer(ContractSerdes serdes) {
    Map<String, Object> config = cluster.kafka().client(name + "-facts");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    // Kafka's own default: a busy dialler sends its facts in batches, hundreds a second.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
    return cluster.kafka().producer(config, new StringSerializer(), serdes.serializer());
  }

  private static List<Class<? extends SpecificRecord>> types(TopicSpec topic) {
    return List.copyOf(topic.types());
  }
}
