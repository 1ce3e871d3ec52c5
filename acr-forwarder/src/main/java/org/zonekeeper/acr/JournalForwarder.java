package org.zonekeeper.acr;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.acr.status.ForwarderLag;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * Reads the zones that Kafka assigns to this forwarder and gives each a {@link ZonePipeline}.
 * {@link #run} is the forwarder's own thread, on which all pipelines live; {@link #stop} may be
 * called from any.
 */
final class JournalForwarder implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalForwarder.class);

  /** Answers of the recorder and ends of pauses wait at most so long while the journal is quiet. */
  private static final Duration POLL = Duration.ofMillis(20);

  /** Only a shortcut for the next start, so not worth a round trip for each batch. */
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

  private static final Duration COMMIT_AT_END = Duration.ofSeconds(3);
  private static final Duration VIEW_EVERY = Duration.ofMillis(200);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<SpecificRecord> decoder;
  private final ZoneDirectory zones;
  private final PipelineContext context;
  private final ConcurrentLinkedQueue<Runnable> answers;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Map<TopicPartition, ZonePipeline> pipelines = new HashMap<>();
  private final Map<TopicPartition, ResumePoint> committed = new HashMap<>();
  private final AtomicReference<List<ForwarderLag>> lags = new AtomicReference<>(List.of());
  private final Periodically commits;
  private final Periodically views;
  private final Periodically reports;

  /**
   * @param consumer closed by {@link #run} at its end
   * @param ownThread makes the context that the pipelines share, given what runs things on this
   *     forwarder's thread
   */
  JournalForwarder(
      Consumer<byte[], byte[]> consumer,
      Deserializer<SpecificRecord> decoder,
      ZoneDirectory zones,
      Function<Executor, PipelineContext> ownThread) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.zones = zones;
    this.answers = new ConcurrentLinkedQueue<>();
    this.context = ownThread.apply(answers::add);
    this.commits = new Periodically(COMMIT_EVERY, context.nanos());
    this.views = new Periodically(VIEW_EVERY, context.nanos());
    this.reports = new Periodically(REPORT_EVERY, context.nanos());
  }

  /** Forwards until {@link #stop}; ends exceptionally if Kafka refuses for good. */
  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(Topics.JOURNAL.name()), new Assignment());
      while (!stopping.get()) {
        turn();
      }
      commitNow(pipelines.keySet());
    } catch (WakeupException e) {
      if (!stopping.get()) {
        throw e;
      }
      // Stopped in the middle of a wait. The last second's commits are lost, which costs a search.
    } finally {
      pipelines.values().forEach(ZonePipeline::abandon);
    }
  }

  /** Lets {@link #run} come to its end; what is in flight is sorted out by the next forwarder. */
  void stop() {
    stopping.set(true);
    consumer.wakeup();
  }

  /** How far each zone of this forwarder was behind a moment ago; any thread. */
  List<ForwarderLag> lags() {
    return lags.get();
  }

  private void turn() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      ZonePipeline pipeline = pipelines.get(new TopicPartition(record.topic(), record.partition()));
      if (pipeline != null) {
        pipeline.accept(record);
      }
    }
    for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
      answer.run();
    }
    pipelines.values().forEach(ZonePipeline::advance);
    if (commits.due()) {
      consumer.commitAsync(toCommit(pipelines.keySet()), this::onCommit);
    }
    if (views.due()) {
      lags.set(pipelines.values().stream().map(ZonePipeline::lag).toList());
    }
    if (reports.due()) {
      lags.get().stream().filter(ForwarderLag::notable).forEach(this::report);
    }
  }

  private void report(ForwarderLag lag) {
    LOG.warn(
        "recorder behind zone={} waitingEvents={} unreadRecords={} oldestMs={} trouble=\"{}\"",
        lag.zone(),
        lag.waiting(),
        lag.unread(),
        lag.oldestMs(),
        lag.trouble());
  }

  private Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      Optional<ResumePoint> point =
          Optional.ofNullable(pipelines.get(partition)).flatMap(ZonePipeline::resumePoint);
      if (point.isPresent() && !point.get().equals(committed.put(partition, point.get()))) {
        offsets.put(partition, point.get().toCommit());
      }
    }
    return offsets;
  }

  private void commitNow(Collection<TopicPartition> partitions) {
    try {
      consumer.commitSync(toCommit(partitions), COMMIT_AT_END);
    } catch (CommitFailedException | RebalanceInProgressException | TimeoutException e) {
      LOG.info("shortcut not kept, the next start will search reason=\"{}\"", e.getMessage());
    }
  }

  private void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    if (failure != null) {
      committed.keySet().removeAll(offsets.keySet());
      LOG.info("shortcut not kept, will be tried again reason=\"{}\"", failure.getMessage());
    }
  }

  /** Called by the consumer inside of poll, on the forwarder's thread. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        var journal = new ConsumerPartition(consumer, partition);
        Optional<String> zone = zones.zoneOf(partition.partition());
        if (zone.isEmpty()) {
          journal.pause(); // a spare partition, for a zone to come
          continue;
        }
        var reader =
            new ZoneJournalReader(
                zone.get(), partition.topic(), journal, decoder, context.settings().match());
        ZoneSink line = context.wayOut().open(zone.get(), partition.partition());
        pipelines.put(partition, new ZonePipeline(reader, journal, line, context));
        LOG.info("zone assigned zone={} partition={}", zone.get(), partition.partition());
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commitNow(partitions);
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        committed.remove(partition);
        ZonePipeline pipeline = pipelines.remove(partition);
        if (pipeline != null) {
          pipeline.abandon();
          LOG.info("zone given up partition={}", partition.partition());
        }
      }
    }
  }

  /** Says when a period is over; on the forwarder's thread. */
  private static final class Periodically {
    private final Duration period;
    private final LongSupplier nanos;
    private long last;

    Periodically(Duration period, LongSupplier nanos) {
      this.period = period;
      this.nanos = nanos;
      this.last = nanos.getAsLong();
    }

    boolean due() {
      long now = nanos.getAsLong();
      if (now - last < period.toNanos()) {
        return false;
      }
      last = now;
      return true;
    }
  }
}
