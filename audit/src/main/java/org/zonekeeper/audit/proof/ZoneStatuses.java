package org.zonekeeper.audit.proof;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.read.EndOffsets;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.wire.ContractSerdes;

/** The newest committed status of each zone of a live cluster. Confined to one thread. */
final class ZoneStatuses implements AutoCloseable {
  /** A living owner beats ten times a second, and each beat takes two offsets with its commit. */
  private static final long TAIL = 400;

  private static final Duration POLL = Duration.ofMillis(100);

  private final ClusterSettings cluster;
  private final ContractSerdes serdes;
  private final Consumer<String, SpecificRecord> consumer;
  private final SkippedRecords skipped = new SkippedRecords("audit");
  private final RecordPoll poll;
  private final Map<String, ZoneStatus> newest = new HashMap<>();

  private ZoneStatuses(
      ClusterSettings cluster, ContractSerdes serdes, Consumer<String, SpecificRecord> consumer) {
    this.cluster = cluster;
    this.serdes = serdes;
    this.consumer = consumer;
    this.poll = new RecordPoll(consumer, skipped);
  }

  /**
   * Opens the topic near its end.
   *
   * @throws JournalFaultException if broker or registry do not answer
   */
  static ZoneStatuses open(ClusterSettings cluster) {
    ContractSerdes serdes;
    try {
      serdes = ContractSerdes.with(cluster.registry()).reads(Topics.ZONE_STATUS).open();
    } catch (RegistryException e) {
      throw new UnreadableJournalException("the schemas cannot be read: " + e.getMessage(), e);
    }
    Map<String, Object> config = cluster.kafka().client();
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    try {
      ZoneStatuses statuses =
          new ZoneStatuses(cluster, serdes, cluster.kafka().reader(config, serdes.deserializer()));
      statuses.seekToTail();
      return statuses;
    } catch (KafkaException e) {
      serdes.close();
      throw unreadable(cluster, e);
    }
  }

  /**
   * The zone's newest status, everything read that is there now; empty if it never had an owner.
   */
  Optional<ZoneStatus> of(String zone) {
    try {
      EndOffsets end = EndOffsets.of(consumer, consumer.assignment());
      do {
        poll.poll(POLL).forEach(this::see);
      } while (!end.reached());
    } catch (KafkaException e) {
      throw unreadable(cluster, e);
    }
    return Optional.ofNullable(newest.get(zone));
  }

  /** What others wrote there says nothing of the partition's zone. */
  private void see(ConsumerRecord<String, SpecificRecord> read) {
    if (read.value() instanceof ZoneStatus status
        && cluster.zones().zoneOf(read.partition()).equals(Optional.of(status.getZone()))) {
      newest.put(status.getZone(), status);
    } else {
      skipped.stranger(
          new TopicPartition(read.topic(), read.partition()),
          read.offset(),
          "no status of the partition's zone");
    }
  }

  private static UnreadableJournalException unreadable(ClusterSettings cluster, KafkaException e) {
    return new UnreadableJournalException(
        "the zones' status on %s cannot be read: %s"
            .formatted(cluster.kafka().bootstrapServers(), e.getMessage()),
        e);
  }

  @Override
  public void close() {
    consumer.close();
    serdes.close();
  }

  private void seekToTail() {
    List<TopicPartition> partitions = Topics.ZONE_STATUS.partitions(cluster.zones());
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(begins.get(partition), end - TAIL)));
  }
}
