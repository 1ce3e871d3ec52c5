package org.zonekeeper.audit.archive;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.LiveJournal;
import org.zonekeeper.audit.source.OrderedScan;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;
import org.zonekeeper.schemas.wire.RecordBodies;
import org.zonekeeper.schemas.wire.WireRecord;

/**
 * Writes archived events into the journal topic of a cluster: the very bytes, under the ids that
 * the cluster's own registry has for their schemas, each zone on its partition there. Confined to
 * one thread.
 */
public final class Replay implements AutoCloseable {
  private final ClusterSettings cluster;
  private final LiveJournal target;
  private final SchemaRegistryClient registry;
  private final Producer<byte[], byte[]> producer;
  private final RecordBodies bodies = RecordBodies.of(Topics.JOURNAL);
  private final Map<Schema, Integer> ids = new HashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private Replay(ClusterSettings cluster, LiveJournal target) {
    this.cluster = cluster;
    this.target = target;
    this.registry = new SchemaRegistryClient(cluster.registry());
    Map<String, Object> config = cluster.kafka().client();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    this.producer =
        cluster.kafka().producer(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Opens the target.
   *
   * @throws JournalFaultException if broker or topic cannot be had
   */
  public static Replay into(ClusterSettings cluster) {
    LiveJournal target = LiveJournal.open(cluster);
    try {
      return new Replay(cluster, target);
    } catch (KafkaException e) {
      target.close();
      throw new UnreadableJournalException(
          "%s cannot be written: %s".formatted(target.name(), e.getMessage()), e);
    }
  }

  /**
   * Requires that the target topic keeps what is old: the broker would delete it at once otherwise.
   *
   * @throws JournalFaultException saying how to set the topic's retention
   */
  public void requireRetention(JournalSource archive) {
    long retention = retentionMillis();
    if (retention < 0) {
      return;
    }
    long oldestKept = System.currentTimeMillis() - retention;
    for (String zone : archive.zones()) {
      Extent extent = archive.extent(zone);
      if (!extent.isEmpty() && extent.firstAt() < oldestKept) {
        throw new UnreadableJournalException(
            "zone %s of %s is older than %s keeps its events (%d days): it would be deleted again at once; set the topic's retention first: zonekeeper topics create --journal-retention forever"
                .formatted(
                    zone, archive.name(), target.name(), Duration.ofMillis(retention).toDays()));
      }
    }
  }

  private long retentionMillis() {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.JOURNAL.name());
    Map<String, Object> config = cluster.kafka().client();
    try (Admin admin = cluster.kafka().admin(config)) {
      return Long.parseLong(
          admin
              .describeConfigs(List.of(topic))
              .all()
              .get()
              .get(topic)
              .get(TopicConfig.RETENTION_MS_CONFIG)
              .value());
    } catch (ExecutionException e) {
      throw new UnreadableJournalException(
          "the settings of %s cannot be read: %s"
              .formatted(target.name(), e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableJournalException("interrupted", e);
    }
  }

  /**
   * Writes what the target does not have of a zone yet.
   *
   * @param written hears of every event that was handed to the producer
   * @return how many were written, all of them acknowledged
   * @throws DamagedJournalException if the archive is damaged, or the target has another journal;
   *     what was in order before the damage has been written
   */
  public long zone(JournalSource archive, String zone, Consumer<JournalRecord> written) {
    if (!target.zones().contains(zone)) {
      throw new DamagedJournalException(
          zone,
          "zone %s is not in the target's zone directory %s".formatted(zone, cluster.zones()));
    }
    Extent has = target.extent(zone);
    Extent comes = archive.extent(zone);
    requireContinuation(archive, zone, has, comes);
    long count = 0;
    JournalRange stretch = JournalRange.ALL.fromSequence(has.lastSequence() + 1);
    try (OrderedScan scan = OrderedScan.of(archive, zone, stretch)) {
      while (scan.hasNext()) {
        JournalRecord record = scan.next();
        send(record);
        written.accept(record);
        count++;
      }
    } finally {
      producer.flush();
      requireAcknowledged();
    }
    return count;
  }

  private void requireContinuation(JournalSource archive, String zone, Extent has, Extent comes) {
    if (has.isEmpty() || comes.isEmpty()) {
      return;
    }
    if (comes.firstSequence() > has.lastSequence() + 1) {
      throw new DamagedJournalException(
          zone,
          "zone %s: the target ends with sequence %d and the archive begins with %d: what is between them is missing"
              .formatted(zone, has.lastSequence(), comes.firstSequence()));
    }
    long common = Math.min(has.lastSequence(), comes.lastSequence());
    if (common < Math.max(has.firstSequence(), comes.firstSequence())) {
      return;
    }
    if (!Arrays.equals(bodyAt(archive, zone, common), bodyAt(target, zone, common))) {
      throw new DamagedJournalException(
          zone,
          "zone %s: the target has another journal: its sequence %d is not the archive's; import into an empty topic"
              .formatted(zone, common));
    }
  }

  private static byte[] bodyAt(JournalSource source, String zone, long sequence) {
    JournalRange one = JournalRange.ALL.fromSequence(sequence).toSequence(sequence);
    try (JournalScan scan = source.scan(zone, one)) {
      return scan.hasNext() ? scan.next().body() : new byte[0];
    }
  }

  private void send(JournalRecord record) {
    requireAcknowledged();
    int id =
        ids.computeIfAbsent(
            record.schema(), schema -> registry.register(bodies.subjectOf(schema), schema));
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.JOURNAL.name(),
                cluster.zones().partitionOf(record.zone()),
                record.at(),
                record.zone().getBytes(StandardCharsets.UTF_8),
                new WireRecord(id, record.body()).bytes()),
            (metadata, trouble) -> {
              if (trouble != null) {
                failure.compareAndSet(null, trouble);
              }
            });
  }

  private void requireAcknowledged() {
    Exception trouble = failure.get();
    if (trouble != null) {
      throw new UnreadableJournalException(
          "%s did not take an event: %s; start again, it goes on where it ended"
              .formatted(target.name(), trouble.getMessage()),
          trouble);
    }
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
    target.close();
  }
}
