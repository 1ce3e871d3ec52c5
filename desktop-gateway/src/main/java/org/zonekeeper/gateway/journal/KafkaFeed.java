package org.zonekeeper.gateway.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.zonekeeper.gateway.journal.FeedReading.Rest;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.CallbackKey;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.read.EndOffsets;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.CallbackSnapshot;
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
  /** Also how long the clock is not looked at when nothing comes. */
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * Records that one poll gives, {@code max.poll.records} of the consumer: few enough to be worked
   * off in a fraction of what a zone's silence may last.
   */
  public static final int MOST_AT_ONCE = 500;

  private final SkippedRecords skipped = new SkippedRecords("gateway");
  private final Consumer<String, SpecificRecord> consumer;
  private final ZoneDirectory directory;
  private final Tracing tracing;
  private final FeedReader reader;
  private final RecordPoll poll;
  private volatile boolean stopping;
  private volatile long lag;

  /** Takes what was read. */
  @FunctionalInterface
  public interface FeedReader {
    /** Called after every poll, on the feed's thread, with no items when nothing came. */
    void read(FeedReading reading) throws InterruptedException;
  }

  /**
   * @param tracing says what traces events belong to
   */
  public KafkaFeed(
      Consumer<String, SpecificRecord> consumer,
      ZoneDirectory directory,
      Tracing tracing,
      FeedReader reader) {
    this.tracing = tracing;
    this.consumer = consumer;
    this.directory = directory;
    this.reader = reader;
    this.poll = RecordPoll.following(consumer, skipped);
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
      reader.read(new FeedReading(List.of(new FeedItem.CaughtUp()), Rest.NOTHING));
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
    return skipped.count();
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

  private FeedReading poll() {
    List<FeedItem> items = new ArrayList<>();
    ConsumerRecords<String, SpecificRecord> records = poll.poll(POLL);
    for (ConsumerRecord<String, SpecificRecord> record : records) {
      itemOf(record).ifPresent(items::add);
    }
    return new FeedReading(items, records.count() < MOST_AT_ONCE ? Rest.NOTHING : Rest.MORE);
  }

  private Optional<FeedItem> itemOf(ConsumerRecord<String, SpecificRecord> record) {
    Optional<String> zone = directory.zoneOf(record.partition());
    if (zone.isEmpty()) {
      skipped.stranger(partitionOf(record), record.offset(), "in a spare partition");
      return Optional.empty();
    }
    return switch (record.value()) {
      case null -> withoutValue(record, zone.get());
      case ZoneStatus status ->
          ifOf(zone.get(), status.getZone(), record, new FeedItem.Status(status));
      case AgentSnapshot snapshot ->
          ifOf(zone.get(), snapshot.getZone(), record, new FeedItem.Agent(snapshot));
      case CallbackSnapshot snapshot ->
          ifOf(zone.get(), snapshot.getZone(), record, new FeedItem.Callback(snapshot));
      case Event event ->
          ifOf(
              zone.get(),
              event.getHeader().getZone(),
              record,
              new FeedItem.Event(event, tracing.of(record.headers())));
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
    skipped.stranger(
        partitionOf(record),
        record.offset(),
        "of zone '%s', and the partition is zone %s's".formatted(itsZone, zone));
    return Optional.empty();
  }

  /** Only a compacted topic has such records; the journal is none, and no Agent Manager's. */
  private Optional<FeedItem> withoutValue(
      ConsumerRecord<String, SpecificRecord> record, String zone) {
    if (record.topic().equals(Topics.AGENTS.name())) {
      return Optional.of(
          CallbackKey.callbackId(record.key())
              .<FeedItem>map(id -> new FeedItem.CallbackGone(zone, id))
              .orElseGet(() -> new FeedItem.AgentGone(zone, record.key())));
    }
    skipped.skipped(partitionOf(record), record.offset(), "it has no value");
    return Optional.empty();
  }

  private static TopicPartition partitionOf(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
