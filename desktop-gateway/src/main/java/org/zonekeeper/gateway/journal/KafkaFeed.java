package org.zonekeeper.gateway.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.read.EndOffsets;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;

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

  private static final int MOST_FOREIGN_NAMED = 100;

  private final Set<String> foreignNamed = new HashSet<>();
  private final Consumer<String, SpecificRecord> consumer;
  private final ZoneDirectory directory;
  private final FeedReader reader;
  private final RecordPoll poll;
  private final LongAdder skipped = new LongAdder();
  private volatile boolean stopping;
  private volatile long lag;

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
    this.poll = new RecordPoll(consumer, this::skipped);
  }

  /** Follows until stopped; a failure of the consumer is thrown. */
  @Override
  public void run() {
    try {
      Collection<TopicPartition> journal = Topics.JOURNAL.partitions(directory);
      List<TopicPartition> models = new ArrayList<>(Topics.ZONE_STATUS.partitions(directory));
      models.addAll(Topics.AGENTS.partitions(directory));
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
        lag = lagOf(all);
      }
    } catch (WakeupException e) {
      if (!stopping) {
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Records passed over because they could not be read, or were of another zone. Any thread. */
  public long skipped() {
    return skipped.sum();
  }

  /** Records that are there and not read yet, by what the brokers last said. Any thread. */
  public long lag() {
    return lag;
  }

  /** From memory: a broker tells with each answer where its partitions end. */
  private long lagOf(Collection<TopicPartition> partitions) {
    return partitions.stream().map(consumer::currentLag).mapToLong(known -> known.orElse(0)).sum();
  }

  /** Ends {@link #run} soon. */
  public void stop() {
    stopping = true;
    consumer.wakeup();
  }

  private void readToEnd(List<TopicPartition> models) throws InterruptedException {
    consumer.seekToBeginning(models);
    EndOffsets end = EndOffsets.of(consumer, models);
    while (!stopping && !end.reached()) {
      reader.read(poll());
    }
  }

  private List<FeedItem> poll() {
    List<FeedItem> items = new ArrayList<>();
    try {
      for (ConsumerRecord<String, SpecificRecord> record : poll.poll(POLL)) {
        itemOf(record).ifPresent(items::add);
      }
    } catch (RecordDeserializationException e) {
      // It is the registry that fails: the record is read again with the next poll.
      LOG.warn(
          "record not readable yet partition={} offset={} reason=\"{}\"",
          e.topicPartition(),
          e.offset(),
          e.getMessage());
    }
    return items;
  }

  /** It must not stop all zones; but it is not passed over in silence. */
  private void skipped(TopicPartition partition, long offset, String reason) {
    skipped.increment();
    LOG.error("record skipped partition={} offset={} reason=\"{}\"", partition, offset, reason);
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
      case ZoneStatus status ->
          ifOf(zone.get(), status.getZone(), record, new FeedItem.Status(status));
      case AgentSnapshot snapshot ->
          ifOf(zone.get(), snapshot.getZone(), record, new FeedItem.Agent(snapshot));
      case Event event ->
          ifOf(zone.get(), event.getHeader().getZone(), record, new FeedItem.Event(event));
      default ->
          throw new IllegalStateException(
              "topic %s holds a %s"
                  .formatted(record.topic(), record.value().getSchema().getFullName()));
    };
  }

  private Optional<FeedItem> ifOf(
      String zone, String itsZone, ConsumerRecord<String, SpecificRecord> record, FeedItem item) {
    if (zone.equals(itsZone)) {
      return Optional.of(item);
    }
    foreign(record, itsZone, zone);
    return Optional.empty();
  }

  /**
   * A well-formed record that is none of the partition's zone: of a directory that was changed, or
   * of a stranger. In a compacted topic it stays there for good, so it is named once.
   */
  private void foreign(ConsumerRecord<String, SpecificRecord> record, String itsZone, String zone) {
    skipped.increment();
    String which = record.topic() + "-" + record.partition() + " " + itsZone;
    if (foreignNamed.size() < MOST_FOREIGN_NAMED && foreignNamed.add(which)) {
      LOG.error(
          "record skipped partition={}-{} offset={} reason=\"it is of zone '{}', and the partition"
              + " is zone {}'s; more of the kind are skipped without a word\"",
          record.topic(),
          record.partition(),
          record.offset(),
          itsZone,
          zone);
    }
  }

  /** Only a compacted topic has such records; the journal is none, and no Agent Manager's. */
  private Optional<FeedItem> withoutValue(
      ConsumerRecord<String, SpecificRecord> record, String zone) {
    if (record.topic().equals(Topics.AGENTS.name())) {
      return Optional.of(new FeedItem.AgentGone(zone, record.key()));
    }
    skipped(
        new TopicPartition(record.topic(), record.partition()), record.offset(), "it has no value");
    return Optional.empty();
  }
}
