package org.zonekeeper.audit.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.zonekeeper.audit.source.JournalPartition.Bounds;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;

/**
 * The journal topic of a live cluster, committed records only, as long as it is when this opens.
 * Scans of several zones may run on threads of their own; it joins no consumer group and leaves no
 * trace.
 */
public final class LiveJournal implements JournalSource {
  private static final int CHUNK_BYTES = 4 << 20;

  private final ClusterSettings cluster;
  private final SchemaRegistryClient registry;
  private final EventDecoder decoder;
  private final Map<String, Bounds> bounds;

  private LiveJournal(
      ClusterSettings cluster, SchemaRegistryClient registry, Map<String, Bounds> bounds) {
    this.cluster = cluster;
    this.registry = registry;
    this.decoder = new EventDecoder(registry);
    this.bounds = Map.copyOf(bounds);
  }

  /**
   * Opens the journal as it is now.
   *
   * @throws JournalFaultException if broker or topic cannot be had, or a zone's partition is
   *     missing
   */
  public static LiveJournal open(ClusterSettings cluster) {
    Map<String, Bounds> bounds = boundsOf(cluster);
    return new LiveJournal(cluster, new SchemaRegistryClient(cluster.registry()), bounds);
  }

  @Override
  public String name() {
    return "the topic %s on %s"
        .formatted(Topics.JOURNAL.name(), cluster.kafka().bootstrapServers());
  }

  @Override
  public List<String> zones() {
    return cluster.zones().zones();
  }

  @Override
  public Extent extent(String zone) {
    try (JournalPartition partition = partition(zone)) {
      Optional<JournalRecord> first = partition.firstFrom(partition.bounds().begin());
      if (first.isEmpty()) {
        return Extent.EMPTY;
      }
      JournalRecord last = partition.last().orElseThrow();
      return new Extent(first.get().sequence(), last.sequence(), first.get().at(), last.at());
    } catch (RegistryException e) {
      throw unreadableSchemas(e);
    }
  }

  @Override
  public JournalScan scan(String zone, JournalRange stretch) {
    JournalPartition partition = partition(zone);
    try {
      boolean skips = stretch.fromSequence() > 1 || stretch.fromTime() > Long.MIN_VALUE;
      if (skips) {
        partition.seek(
            partition.firstOffsetWhere(
                record -> !stretch.startsAfter(record.sequence(), record.at())));
      }
      return new PartitionScan(partition, stretch);
    } catch (RuntimeException e) {
      partition.close();
      throw e;
    }
  }

  /**
   * Events as they are committed from now on, all zones' in one stream, each zone's in order.
   *
   * @param zones those wanted
   */
  public JournalTail follow(List<String> zones) {
    return new JournalTail(consumerOf(cluster), cluster.zones(), decoder, endsOf(zones));
  }

  private Map<TopicPartition, Long> endsOf(List<String> zones) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    zones.forEach(zone -> ends.put(partitionOf(zone), boundsOf(zone).end()));
    return ends;
  }

  @Override
  public void close() {
    registry.close();
  }

  private JournalPartition partition(String zone) {
    return new JournalPartition(
        consumerOf(cluster), partitionOf(zone), zone, decoder, boundsOf(zone));
  }

  private TopicPartition partitionOf(String zone) {
    return Topics.JOURNAL.partitionOf(cluster.zones(), zone);
  }

  private Bounds boundsOf(String zone) {
    Bounds known = bounds.get(zone);
    if (known == null) {
      throw new UnreadableJournalException(
          "%s has no zone %s; it has %s".formatted(name(), zone, String.join(", ", zones())));
    }
    return known;
  }

  private static UnreadableJournalException unreadableSchemas(RegistryException e) {
    return new UnreadableJournalException("the schemas cannot be read: " + e.getMessage(), e);
  }

  private static Map<String, Bounds> boundsOf(ClusterSettings cluster) {
    try (Consumer<byte[], byte[]> consumer = consumerOf(cluster)) {
      List<PartitionInfo> existing = consumer.partitionsFor(Topics.JOURNAL.name());
      Map<String, Bounds> bounds = new HashMap<>();
      for (String zone : cluster.zones().zones()) {
        int partition = cluster.zones().partitionOf(zone);
        if (existing.stream().noneMatch(info -> info.partition() == partition)) {
          throw new UnreadableJournalException(
              "zone %s is partition %d, but the topic %s on %s has %s: is it the right zone directory (%s)?"
                  .formatted(
                      zone,
                      partition,
                      Topics.JOURNAL.name(),
                      cluster.kafka().bootstrapServers(),
                      existing.isEmpty() ? "no partition at all" : existing.size() + " partitions",
                      cluster.zones()));
        }
        TopicPartition of = new TopicPartition(Topics.JOURNAL.name(), partition);
        bounds.put(
            zone,
            new Bounds(
                consumer.beginningOffsets(List.of(of)).get(of),
                consumer.endOffsets(List.of(of)).get(of)));
      }
      return bounds;
    } catch (KafkaException e) {
      throw new UnreadableJournalException(
          "the journal on %s cannot be read: %s"
              .formatted(cluster.kafka().bootstrapServers(), e.getMessage()),
          e);
    }
  }

  private static Consumer<byte[], byte[]> consumerOf(ClusterSettings cluster) {
    Map<String, Object> config = cluster.kafka().client();
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, CHUNK_BYTES);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    return cluster.kafka().rawReader(config);
  }
}
