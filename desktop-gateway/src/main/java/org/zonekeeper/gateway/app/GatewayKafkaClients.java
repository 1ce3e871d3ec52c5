package org.zonekeeper.gateway.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.gateway.journal.JournalProbe;
import org.zonekeeper.gateway.journal.KafkaFeed;
import org.zonekeeper.gateway.journal.KafkaJournalProbe;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * The gateway's Kafka clients and what they were made with.
 *
 * @param consumer the feed's thread's alone, once the gateway runs
 * @param probes opens what searches the journal, for one thread and as long as that takes
 * @param serdes what must be closed at the end
 */
record GatewayKafkaClients(
    Consumer<String, SpecificRecord> consumer,
    Producer<String, SpecificRecord> producer,
    Supplier<JournalProbe> probes,
    AutoCloseable serdes) {

  /** As the rules of access call it. */
  private static final String PART = "gateway";

  private static final List<TopicSpec> READ =
      List.of(Topics.JOURNAL, Topics.ZONE_STATUS, Topics.AGENTS);

  /**
   * Checks that the broker answers, has the topics and lets us use them; then opens the clients.
   *
   * @throws org.zonekeeper.schemas.cluster.UnfitTopicsException if it does not
   */
  static GatewayKafkaClients connect(GatewaySettings settings) throws InterruptedException {
    KafkaConnection kafka = settings.cluster().kafka();
    TopicSetup.requireFor(PART, kafka, settings.directory(), settings.id() + "-admin");
    ContractSerdes serdes = openSerdes(settings);
    Consumer<String, SpecificRecord> consumer =
        kafka.reader(consumerConfig(settings), serdes.deserializer());
    KafkaProducer<String, SpecificRecord> producer =
        kafka.producer(producerConfig(settings), new StringSerializer(), serdes.serializer());
    return new GatewayKafkaClients(
        consumer,
        producer,
        () ->
            new KafkaJournalProbe(
                kafka.reader(probeConfig(settings), serdes.deserializer()), settings.directory()),
        serdes);
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

  private static Map<String, Object> consumerConfig(GatewaySettings settings) {
    Map<String, Object> config = settings.cluster().kafka().client(settings.id() + "-feed");
    // A position outside of the log means that events were lost to this gateway: fail, do not jump.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Waiting for more bytes would only make notifications late.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, KafkaFeed.MOST_AT_ONCE);
    return config;
  }

  /** A search wants one event here and one there, and reads most of what comes with it in vain. */
  private static Map<String, Object> probeConfig(GatewaySettings settings) {
    Map<String, Object> config = settings.cluster().kafka().client(settings.id() + "-history");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 65_536);
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
