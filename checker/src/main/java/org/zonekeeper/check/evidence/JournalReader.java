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
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/**
 * Reads the whole journal topic, committed records only, from its first record to the end it has
 * when asked. Confined to one thread.
 */
public final class JournalReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final ZoneDirectory directory;
  private final Deserializer<SpecificRecord> deserializer;
  private final List<ForeignRecord> foreign = new ArrayList<>();

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
   * @throws IllegalStateException if there is a record among them that is no event
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be read
   */
  public List<JournalEntry> read() {
    List<JournalEntry> journal = readAround();
    if (!foreign.isEmpty()) {
      throw new IllegalStateException(
          "the journal holds %d records that are no events, the first is %s"
              .formatted(foreign.size(), foreign.getFirst()));
    }
    return journal;
  }

  /** The records that were read around last. */
  public List<ForeignRecord> foreign() {
    return List.copyOf(foreign);
  }

  /**
   * Every event, each zone's in the order of its partition; records that are no events are kept
   * apart.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be read
   */
  public List<JournalEntry> readAround() {
    foreign.clear();
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
      for (ConsumerRecord<String, SpecificRecord> entry : poll(consumer)) {
        String zone = directory.zoneOf(entry.partition()).orElseThrow();
        if (entry.value() == null) {
          foreign.add(new ForeignRecord(zone, entry.offset(), "it has no value"));
        } else {
          journal.add(new JournalEntry(zone, entry.offset(), (Event) entry.value()));
        }
      }
    }
  }

  private ConsumerRecords<String, SpecificRecord> poll(Consumer<String, SpecificRecord> consumer) {
    try {
      return consumer.poll(POLL);
    } catch (RecordDeserializationException e) {
      if (!(e.getCause() instanceof UndecodableRecordException)) {
        throw e;
      }
      String zone = directory.zoneOf(e.topicPartition().partition()).orElseThrow();
      foreign.add(new ForeignRecord(zone, e.offset(), e.getCause().getMessage()));
      consumer.seek(e.topicPartition(), e.offset() + 1);
      return ConsumerRecords.empty();
    }
  }
}
