package org.zonekeeper.acr;

import static java.util.Map.entry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * A forwarder with its connections and its thread. For programs that run one: the command, and
 * tests. Safe for use from any thread.
 */
public final class RunningForwarder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningForwarder.class);
  private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(15);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final ContractSerdes serdes;
  private final HttpRecorder recorder;
  private final JournalForwarder forwarder;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Thread thread;

  private RunningForwarder(
      ContractSerdes serdes, HttpRecorder recorder, JournalForwarder forwarder) {
    this.serdes = serdes;
    this.recorder = recorder;
    this.forwarder = forwarder;
    this.thread = Thread.ofPlatform().name("acr-forwarder").unstarted(this::run);
  }

  /**
   * Opens the connections and starts to forward. The recorder need not be there.
   *
   * @throws org.zonekeeper.schemas.registry.RegistryException if the registry cannot be used
   * @throws UnusableJournalException if the broker does not answer, or the topic does not fit
   */
  public static RunningForwarder start(ForwarderSettings settings) {
    ContractSerdes serdes =
        ContractSerdes.with(settings.registry())
            .reads(Topics.JOURNAL.name(), List.copyOf(Topics.JOURNAL.types()))
            .open();
    HttpRecorder recorder =
        new HttpRecorder(settings.recorder().url(), settings.recorder().timeout());
    Consumer<byte[], byte[]> consumer = consumer(settings);
    try {
      requireTopic(consumer, settings);
    } catch (RuntimeException e) {
      consumer.close();
      recorder.close();
      serdes.close();
      throw e;
    }
    PipelineSettings pipeline = settings.pipeline();
    BackOff backOff =
        new BackOff(pipeline.firstPause(), pipeline.longestPause(), RandomGenerator.getDefault());
    JournalForwarder forwarder =
        new JournalForwarder(
            consumer,
            serdes.deserializer(),
            settings.zones(),
            ownThread ->
                new PipelineContext(
                    recorder,
                    pipeline,
                    backOff,
                    ownThread,
                    InstantSource.system(),
                    System::nanoTime));
    RunningForwarder running = new RunningForwarder(serdes, recorder, forwarder);
    running.thread.start();
    LOG.info(
        "forwarder started group={} recorder={} zones={}",
        settings.group(),
        settings.recorder().url(),
        settings.zones());
    return running;
  }

  /** Waits until the forwarder has ended; throws what ended it, if it was not {@link #stop}. */
  public void awaitEnd() throws InterruptedException {
    thread.join();
    try {
      end.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Asks the forwarder to end and waits for it, but not longer than given. */
  public void stop(Duration within) {
    forwarder.stop();
    try {
      if (!thread.join(within)) {
        LOG.warn("forwarder did not stop withinMs={}", within.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop(CLOSE_WITHIN);
    recorder.close();
    serdes.close();
  }

  private void run() {
    try {
      forwarder.run();
      end.complete(null);
    } catch (RuntimeException | Error e) {
      LOG.error("forwarder ended by an error", e);
      end.completeExceptionally(e);
    }
  }

  private static Consumer<byte[], byte[]> consumer(ForwarderSettings settings) {
    Map<String, Object> config =
        Map.ofEntries(
            entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()),
            entry(ConsumerConfig.GROUP_ID_CONFIG, settings.group()),
            entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString()),
            entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            // Only met when retention overtook us; the sequences then show what is missing.
            entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            // Zones that stay are not held up when others move.
            entry(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName()),
            // The lowest that a stock broker allows: a killed forwarder's zones move soon.
            entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000),
            entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1000),
            // A broker that is away is tried again by the pipelines; the thread must not hang for
            // long.
            entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000),
            entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
            entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void requireTopic(Consumer<byte[], byte[]> consumer, ForwarderSettings settings) {
    ZoneDirectory zones = settings.zones();
    String topic = Topics.JOURNAL.name();
    List<PartitionInfo> partitions;
    try {
      partitions = consumer.partitionsFor(topic, BROKER_ANSWERS_WITHIN);
    } catch (TimeoutException e) {
      throw new UnusableJournalException(
          "no broker answers at %s within %d s"
              .formatted(settings.bootstrapServers(), BROKER_ANSWERS_WITHIN.toSeconds()),
          e);
    }
    if (partitions.isEmpty()) {
      throw new UnusableJournalException(
          "there is no topic %s at %s; create the topics first"
              .formatted(topic, settings.bootstrapServers()));
    }
    if (partitions.size() != zones.partitions()) {
      throw new UnusableJournalException(
          "topic %s has %d partitions, the zone directory %s needs %d"
              .formatted(topic, partitions.size(), zones, zones.partitions()));
    }
  }
}
