package org.zonekeeper.restore;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.schemas.cluster.KafkaConnection;

/**
 * The changelog topic of the zones' stores: what a zone's next owner restores. Confined to one
 * thread.
 */
final class Changelog {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** Below the 15 minutes that a broker allows; a zone of 100,000 entities takes seconds. */
  private static final int TRANSACTION_MILLIS = 300_000;

  private final KafkaConnection kafka;
  private final Admin admin;
  private final String applicationId;
  private final String topic;

  Changelog(KafkaConnection kafka, Admin admin, String applicationId) {
    this.kafka = kafka;
    this.admin = admin;
    this.applicationId = applicationId;
    this.topic = AgentManagerTopology.changelogOf(applicationId);
  }

  String topic() {
    return topic;
  }

  TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }

  /** How many partitions it has; empty if there is no such topic. */
  Optional<Integer> partitions() throws InterruptedException, ExecutionException {
    try {
      TopicDescription described =
          admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
      return Optional.of(described.partitions().size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Makes the topic as Kafka Streams would. */
  void create(int partitions) throws InterruptedException, ExecutionException {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(partitions), Optional.empty())
            .configs(AgentManagerTopology.changelogSettings());
    try {
      admin.createTopics(List.of(wanted)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (partitions().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new RefusedRestorationException(
            "the topic %s was created, but no broker knows it %d s later; start again"
                .formatted(topic, PATIENCE.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  /** The committed entries of a partition, each key's last; what was deleted is left out. */
  Map<String, byte[]> entries(int number) {
    TopicPartition partition = partition(number);
    Map<String, byte[]> entries = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer =
        kafka.rawReader(kafka.client("restore-state-changelog"))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
          keep(record, entries);
        }
        if (System.nanoTime() > deadline) {
          throw new RefusedRestorationException(
              "no record of %s came from the broker for %d s, at offset %d of %d"
                  .formatted(partition, PATIENCE.toSeconds(), consumer.position(partition), end));
        }
      }
    }
    return entries;
  }

  private static void keep(ConsumerRecord<byte[], byte[]> record, Map<String, byte[]> entries) {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      entries.remove(key);
    } else {
      entries.put(key, record.value());
    }
  }

  /**
   * Writes these entries in the place of those that are there, in one transaction: all or nothing.
   *
   * @param present keys that stand in the partition now
   * @param lastLook called before it is committed; what it throws ends it without a trace
   * @return how many keys were taken away
   */
  long replace(
      int number, Map<String, byte[]> wanted, Iterable<String> present, Runnable lastLook) {
    Map<String, Object> config = kafka.client("restore-state");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    // With the right to write under the application's prefix, as an Agent Manager has it.
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, applicationId + "-restore-state-" + number);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    long gone = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        kafka.producer(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      try {
        for (String key : present) {
          if (!wanted.containsKey(key)) {
            var unused = producer.send(record(number, key, null));
            gone++;
          }
        }
        wanted.forEach((key, value) -> send(producer, number, key, value));
        lastLook.run();
        producer.commitTransaction();
      } catch (RuntimeException e) {
        producer.abortTransaction();
        throw e;
      }
    }
    return gone;
  }

  private void send(KafkaProducer<byte[], byte[]> producer, int number, String key, byte[] value) {
    // What fails is thrown by the commit.
    var unused = producer.send(record(number, key, value));
  }

  private ProducerRecord<byte[], byte[]> record(int number, String key, byte[] value) {
    return new ProducerRecord<>(topic, number, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
