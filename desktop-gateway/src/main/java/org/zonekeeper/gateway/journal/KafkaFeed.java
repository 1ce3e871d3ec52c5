package org.zonekeeper.gateway.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/**
 * Follows the journal from its end, and the two read models from their beginning. One thread runs
 * it; only {@link #stop} may be called from another.
 *
 * <p>No event is lost between the read models and the journal: the journal's end is looked up
 * first, the read models are then read to an end that is looked up later, and only then do the
 * journal's events flow. An Agent Manager writes both in one transaction, so what lies before the
 * journal's end is in the read models; what lies in both is told apart by its sequence.
 */
public final class KafkaFeed implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFeed.class);

  /** Also how long the clock is not looked at when nothing comes. */
  private static final Duration POLL = Duration.ofMillis(20);

  private final Consumer<String, SpecificRecord> consumer;
  private final ZoneDirectory directory;
  private final FeedReader reader;
  private volatile boolean stopping;

  /** Takes what was read. */
  @FunctionalInterface
  public interface FeedReader {
    /** Called after every poll, on the feed's thread, with an empty list when nothing came. */
    void read(List<FeedItem> items) throws InterruptedException;
  }

  public KafkaFeed(
      Consumer<String, SpecificRecord> consumer, ZoneDirectory directory, FeedReader reader) {
    this.consumer = consumer;
    this.directory = directory;
    this.reader = reader;
  }

  /** Follows until stopped; a failure of the consumer is thrown. */
  @Override
  public void run() {
    try {
      Collection<TopicPartition> journal = partitions(Topics.JOURNAL);
      List<TopicPartition> models = new ArrayList<>(partitions(Topics.ZONE_STATUS));
      models.addAll(partitions(Topics.AGENTS));
      List<TopicPartition> all = new ArrayList<>(journal);
      all.addAll(models);
      consumer.assign(all);
      consumer.endOffsets(journal).forEach(consumer::seek);
      consumer.pause(journal);
      readToEnd(models);
      reader.read(List.of(new FeedItem.CaughtUp()));
      consumer.resume(journal);
      while (!stopping) {
        reader.read(poll());
      }
    } catch (WakeupException e) {
      if (!stopping) {
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends {@link #run} soon. */
  public void stop() {
    stopping = true;
    consumer.wakeup();
  }

  private void readToEnd(List<TopicPartition> models) throws InterruptedException {
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(models));
    consumer.seekToBeginning(models);
    ends.values().removeIf(end -> end == 0);
    while (!stopping && !ends.isEmpty()) {
      reader.read(poll());
      ends.entrySet().removeIf(each -> consumer.position(each.getKey()) >= each.getValue());
    }
  }

  private List<FeedItem> poll() {
    List<FeedItem> items = new ArrayList<>();
    try {
      for (ConsumerRecord<String, SpecificRecord> record : consumer.poll(POLL)) {
        itemOf(record).ifPresent(items::add);
      }
    } catch (RecordDeserializationException e) {
      skip(e);
    }
    return items;
  }

  /**
   * A record that cannot be read must not stop all zones; but it is not passed over in silence. If
   * it is the registry that fails, the record is read again with the next poll.
   */
  private void skip(RecordDeserializationException fault) {
    if (fault.getCause() instanceof UndecodableRecordException) {
      LOG.error(
          "record skipped partition={} offset={} reason=\"{}\"",
          fault.topicPartition(),
          fault.offset(),
          fault.getCause().getMessage());
      consumer.seek(fault.topicPartition(), fault.offset() + 1);
    } else {
      LOG.warn(
          "record not readable yet partition={} offset={} reason=\"{}\"",
          fault.topicPartition(),
          fault.offset(),
          fault.getMessage());
    }
  }

  private Optional<FeedItem> itemOf(ConsumerRecord<String, SpecificRecord> record) {
    Optional<String> zone = directory.zoneOf(record.partition());
    if (zone.isEmpty()) {
      LOG.error(
          "record of a spare partition topic={} partition={}", record.topic(), record.partition());
      return Optional.empty();
    }
    return switch (record.value()) {
      case null -> withoutValue(record, zone.get());
      case ZoneStatus status -> Optional.of(new FeedItem.Status(status));
      case AgentSnapshot snapshot -> Optional.of(new FeedItem.Agent(snapshot));
      case Event event -> Optional.of(new FeedItem.Event(event));
      default ->
          throw new IllegalStateException(
              "topic %s holds a %s"
                  .formatted(record.topic(), record.value().getSchema().getFullName()));
    };
  }

  /** Only a compacted topic has such records; the journal is none, and no Agent Manager's. */
  private static Optional<FeedItem> withoutValue(
      ConsumerRecord<String, SpecificRecord> record, String zone) {
    if (record.topic().equals(Topics.AGENTS.name())) {
      return Optional.of(new FeedItem.AgentGone(zone, record.key()));
    }
    LOG.error(
        "record skipped partition={}-{} offset={} reason=\"it has no value\"",
        record.topic(),
        record.partition(),
        record.offset());
    return Optional.empty();
  }

  private List<TopicPartition> partitions(TopicSpec topic) {
    return directory.zones().stream()
        .map(zone -> new TopicPartition(topic.name(), directory.partitionOf(zone)))
        .toList();
  }
}
