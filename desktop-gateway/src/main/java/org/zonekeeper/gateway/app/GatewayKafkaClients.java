package org.zonekeeper.gateway.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * The gateway's Kafka clients and what they were made with.
 *
 * @param consumer the feed's thread's alone, once the gateway runs
 * @param serdes what must be closed at the end
 */
record GatewayKafkaClients(
    Consumer<String, SpecificRecord> consumer,
    Producer<String, SpecificRecord> producer,
    AutoCloseable serdes) {

  private static final List<TopicSpec> READ =
      List.of(Topics.JOURNAL, Topics.ZONE_STATUS, Topics.AGENTS);

  /**
   * Opens the serdes, then the clients; checks that the broker answers and has the topics.
   *
   * @throws GatewayStartException if it does not
   */
  static GatewayKafkaClients connect(GatewaySettings settings) {
    KafkaConnection kafka = settings.cluster().kafka();
    ContractSerdes serdes = openSerdes(settings);
    Consumer<String, SpecificRecord> consumer =
        kafka.reader(consumerConfig(settings), serdes.deserializer());
    KafkaProducer<String, SpecificRecord> producer =
        kafka.producer(producerConfig(settings), new StringSerializer(), serdes.serializer());
    GatewayKafkaClients edge = new GatewayKafkaClients(consumer, producer, serdes);
    try {
      requireTopics(settings, consumer);
      return edge;
    } catch (GatewayStartException | KafkaException e) {
      consumer.close();
      edge.close();
      if (e instanceof GatewayStartException) {
        throw e;
      }
      throw new GatewayStartException(
          "cannot use the Kafka cluster at %s: %s"
              .formatted(kafka.bootstrapServers(), e.getMessage()),
          e);
    }
  }

  /** For texts. */
  static String topicsRead() {
    return READ.stream().map(TopicSpec::name).collect(Collectors.joining(", "));
  }

  /** On the feed's thread. */
  void closeConsumer() {
    consumer.close();
  }

  /** Closes all but the consumer. */
  void close() {
    producer.close(Duration.ofSeconds(2));
    try {
      serdes.close();
    } catch (Exception e) {
      throw new IllegalStateException("the registry's client did not close", e);
    }
  }

  private static ContractSerdes openSerdes(GatewaySettings settings) {
    ContractSerdes.Opening opening =
        ContractSerdes.with(settings.cluster().registry())
            .writes(Topics.COMMANDS.name(), List.copyOf(Topics.COMMANDS.types()));
    for (TopicSpec topic : READ) {
      opening.reads(topic.name(), List.copyOf(topic.types()));
    }
    return opening.open();
  }

  private static void requireTopics(
      GatewaySettings settings, Consumer<String, SpecificRecord> consumer) {
    for (TopicSpec topic : Stream.concat(READ.stream(), Stream.of(Topics.COMMANDS)).toList()) {
      int partitions = consumer.partitionsFor(topic.name(), Duration.ofSeconds(15)).size();
      if (partitions != settings.directory().partitions()) {
        throw new GatewayStartException(
            "topic %s has %d partitions, the zone directory %s needs %d; create the topics first"
                .formatted(
                    topic.name(),
                    partitions,
                    settings.directory(),
                    settings.directory().partitions()),
            null);
      }
    }
  }

  private static Map<String, Object> consumerConfig(GatewaySettings settings) {
    Map<String, Object> config = settings.cluster().kafka().client(settings.id() + "-feed");
    // A position outside of the log means that events were lost to this gateway: fail, do not jump.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Waiting for more bytes would only make notifications late.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    return config;
  }

  private static Map<String, Object> producerConfig(GatewaySettings settings) {
    Map<String, Object> config = settings.cluster().kafka().client(settings.id() + "-commands");
    int deliveryMs = settings.timing().deliveryTimeoutMs();
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMs);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(250, deliveryMs / 2));
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMs);
    return config;
  }
}
