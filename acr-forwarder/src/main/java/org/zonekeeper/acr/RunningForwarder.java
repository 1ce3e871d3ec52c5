package org.zonekeeper.acr;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.acr.letters.DeadLetterWriter;
import org.zonekeeper.acr.status.StatusServer;
import org.zonekeeper.management.Health;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * A forwarder with its connections and its thread. For programs that run one: the command, and
 * tests. Safe for use from any thread.
 */
public final class RunningForwarder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningForwarder.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final ContractSerdes serdes;
  private final RecorderSink wayOut;
  private final JournalForwarder forwarder;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Thread thread;
  private Optional<StatusServer> status = Optional.empty();

  private RunningForwarder(ContractSerdes serdes, RecorderSink wayOut, JournalForwarder forwarder) {
    this.serdes = serdes;
    this.wayOut = wayOut;
    this.forwarder = forwarder;
    this.thread = Thread.ofPlatform().name("acr-forwarder").unstarted(this::run);
  }

  /**
   * Opens the connections and starts to forward. The recorder need not be there.
   *
   * @throws org.zonekeeper.schemas.registry.RegistryException if the registry cannot be used
   * @throws org.zonekeeper.schemas.cluster.UnfitTopicsException if the broker does not answer, or a
   *     topic does not fit or may not be used
   * @throws org.zonekeeper.settings.InvalidSettingException if a file that the settings name cannot
   *     be used
   * @throws IOException if the status cannot be told where the settings say
   */
  public static RunningForwarder start(ForwarderSettings settings)
      throws IOException, InterruptedException {
    ForwarderSettings.Source source = settings.source();
    TopicSetup.requireFor(
        part(settings.wayOut()), source.cluster().kafka(), source.zones(), source.group());
    ContractSerdes serdes = serdes(settings);
    RecorderSink wayOut;
    try {
      wayOut = traced(settings, wayOut(settings, serdes));
    } catch (RuntimeException e) {
      serdes.close();
      throw e;
    }
    Consumer<byte[], byte[]> consumer;
    try {
      consumer = consumer(settings.source());
    } catch (RuntimeException e) {
      wayOut.close();
      serdes.close();
      throw e;
    }
    RunningForwarder running =
        new RunningForwarder(serdes, wayOut, forwarder(settings, wayOut, consumer, serdes));
    try {
      running.tellStatus(settings);
    } catch (IOException | RuntimeException e) {
      consumer.close();
      wayOut.close();
      serdes.close();
      throw e;
    }
    running.thread.start();
    LOG.info(
        "forwarder started group={} wayOut=\"{}\" zones={}",
        settings.source().group(),
        wayOut.describe(),
        settings.source().zones());
    return running;
  }

  private void tellStatus(ForwarderSettings settings) throws IOException {
    if (settings.status().isPresent()) {
      status =
          Optional.of(
              StatusServer.start(
                  settings.status().get(),
                  settings.source().zones(),
                  settings.source().group(),
                  wayOut.describe(),
                  health(),
                  forwarder::lags));
    }
  }

  /** It is ready while it runs: a recorder that is away is no reason to stop another forwarder. */
  private Health health() {
    return new Health() {
      @Override
      public Optional<String> notAlive() {
        return end.isDone() ? Optional.of("the forwarder's thread has ended") : Optional.empty();
      }

      @Override
      public Optional<String> notReady() {
        return thread.isAlive()
            ? Optional.empty()
            : Optional.of("the forwarder's thread does not run");
      }
    };
  }

  /** Where it tells how it is; absent if the settings say nowhere. */
  public OptionalInt statusPort() {
    return status.stream().mapToInt(StatusServer::port).findFirst();
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
    status.ifPresent(StatusServer::close);
    stop(CLOSE_WITHIN);
    wayOut.close();
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

  private static ContractSerdes serdes(ForwarderSettings settings) {
    ContractSerdes.Opening opening =
        ContractSerdes.with(settings.source().cluster().registry()).reads(Topics.JOURNAL);
    return switch (settings.wayOut()) {
      case SinkSettings.Http http -> opening.open();
      case SinkSettings.Topic topic -> opening.writes(Topics.RECORDER).open();
    };
  }

  /** As the rules of access call it. */
  private static String part(SinkSettings wayOut) {
    return switch (wayOut) {
      case SinkSettings.Http http -> "forwarder";
      case SinkSettings.Topic topic -> "topic-forwarder";
    };
  }

  private static RecorderSink wayOut(ForwarderSettings settings, ContractSerdes serdes) {
    ForwarderSettings.Source source = settings.source();
    return switch (settings.wayOut()) {
      case SinkSettings.Http http ->
          new HttpRecorderSink(
              new RecorderHttp(http.recorder()),
              DeadLetterWriter.at(source.cluster().kafka(), source.group()));
      case SinkSettings.Topic topic -> new TopicRecorderSink(source, serdes);
    };
  }

  private static RecorderSink traced(ForwarderSettings settings, RecorderSink wayOut) {
    Tracing tracing =
        Tracing.open(settings.traces(), "acr-forwarder", UUID.randomUUID().toString());
    return tracing.isOn() ? new TracedRecorderSink(wayOut, tracing) : wayOut;
  }

  private static JournalForwarder forwarder(
      ForwarderSettings settings,
      RecorderSink wayOut,
      Consumer<byte[], byte[]> consumer,
      ContractSerdes serdes) {
    PipelineSettings pipeline = settings.pipeline();
    BackOff backOff =
        new BackOff(pipeline.firstPause(), pipeline.longestPause(), RandomGenerator.getDefault());
    return new JournalForwarder(
        consumer,
        serdes.deserializer(),
        settings.source().zones(),
        ownThread ->
            new PipelineContext(
                wayOut, pipeline, backOff, ownThread, InstantSource.system(), System::nanoTime));
  }

  private static Consumer<byte[], byte[]> consumer(ForwarderSettings.Source settings) {
    Map<String, Object> config = settings.cluster().kafka().client();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    // Only met when retention overtook us; the sequences then show what is missing.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // Zones that stay are not held up when others move.
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    // The lowest that a stock broker allows: a killed forwarder's zones move soon.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1000);
    // A broker that is away is tried again by the pipelines; the thread must not hang for long.
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    // A recorder commits each batch to its disk: few large ones cost it, and the broker, a fraction
    // of many small ones.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 16);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    return settings.cluster().kafka().rawReader(config);
  }
}
