package org.zonekeeper.check.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * Reads the whole journal topic, committed records only, from its first record to the end it has
 * when asked. Confined to one thread.
 */
public final class JournalReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final ZoneDirectory directory;
  private final Deserializer<SpecificRecord> deserializer;

  /**
   * @param deserializer of the contract's records; the caller closes it
   */
  public JournalReader(
      String bootstrapServers, ZoneDirectory directory, Deserializer<SpecificRecord> deserializer) {
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
    this.deserializer = deserializer;
  }

  /**
   * Every event, each zone's in the order of its partition.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be read
   */
  public List<JournalEntry> read() {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    try (Consumer<String, SpecificRecord> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), deserializer)) {
      return read(consumer);
    }
  }

  private List<JournalEntry> read(Consumer<String, SpecificRecord> consumer) {
    List<TopicPartition> partitions =
        directory.zones().stream()
            .map(zone -> new TopicPartition(Topics.JOURNAL.name(), directory.partitionOf(zone)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> open = new HashMap<>(consumer.endOffsets(partitions));
    List<JournalEntry> journal = new ArrayList<>();
    while (true) {
      open.entrySet()
          .removeIf(partition -> consumer.position(partition.getKey()) >= partition.getValue());
      if (open.isEmpty()) {
        return journal;
      }
      for (ConsumerRecord<String, SpecificRecord> entry : consumer.poll(POLL)) {
        directory
            .zoneOf(entry.partition())
            .ifPresent(zone -> journal.add(new JournalEntry(zone, entry.offset(), entry.value())));
      }
    }
  }
}
