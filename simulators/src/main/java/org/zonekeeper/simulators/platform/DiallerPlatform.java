package org.zonekeeper.simulators.platform;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.read.SkippedRecords;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.wire.ContractSerdes;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.platform.PlatformSettings.Leases;

/**
 * The simulated dialler platform on a broker: one thread reads orders, keeps the time and reports
 * facts. Started by the demo, by tests and by {@link DiallerPlatformCommand}; every public method
 * may be called on any thread and takes effect within some tens of milliseconds.
 *
 * <p>After a restart it goes on with the orders that it has not read yet, and knows no calls.
 */
public final class DiallerPlatform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiallerPlatform.class);
  private static final Duration LONGEST_POLL = Duration.ofMillis(20);
  private static final long FLUSH_PERIOD_MS = 500;

  private final PlatformConnection connection;
  private final ContractSerdes serdes;
  private final KafkaProducer<String, SpecificRecord> producer;
  private final Consumer<String, SpecificRecord> consumer;
  private final SkippedRecords skipped = new SkippedRecords("dialler platform");
  private final RecordPoll orders;
  private final PlatformLog log;
  private final InstantSource clock = InstantSource.system();
  private final DiallerCore core;
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Exception undelivered;

  private DiallerPlatform(
      PlatformConnection connection,
      PlatformSettings settings,
      JsonLinesFile lines,
      ContractSerdes serdes) {
    this.connection = connection;
    this.serdes = serdes;
    this.producer = connection.openProducer(serdes);
    this.consumer = connection.openConsumer(serdes);
    this.orders = RecordPoll.following(consumer, skipped);
    this.log = new PlatformLog(lines);
    PlatformIdentity identity =
        new PlatformIdentity(connection.name(), Long.toString(clock.millis(), Character.MAX_RADIX));
    this.core = new DiallerCore(identity, settings, new DoNotCallList(), sink());
    this.thread = new Thread(this::run, connection.name());
  }

  /**
   * Connects, then dials in the background. Lines of the log are flushed twice a second.
   *
   * @param lines the platform's log; closed by its owner, after the platform
   * @throws PlatformFailure if the broker is not there or its topics are not right
   * @throws RegistryException if the registry does not give what is needed
   */
  public static DiallerPlatform start(
      PlatformConnection connection, PlatformSettings settings, JsonLinesFile lines)
      throws InterruptedException {
    connection.verify();
    ContractSerdes serdes = connection.openSerdes();
    DiallerPlatform platform = new DiallerPlatform(connection, settings, lines, serdes);
    platform.thread.start();
    return platform;
  }

  private PlatformSink sink() {
    return new PlatformSink() {
      @Override
      public void fact(Fact fact) {
        send(fact);
      }

      @Override
      public void attempt(Attempt attempt) {
        log.attempt(attempt);
      }
    };
  }

  private void send(Fact fact) {
    String zone = fact.getHeader().getZone();
    log.fact(fact, clock.millis());
    int partition = connection.directory().partitionOf(zone);
    // Success needs no word; a failure ends the platform in its next round.
    var unused =
        producer.send(
            new ProducerRecord<>(Topics.FACTS.name(), partition, zone, fact),
            (written, failure) -> {
              if (failure != null) {
                undelivered = failure;
              }
            });
  }

  private void run() {
    try (serdes;
        producer;
        consumer) {
      loop();
      producer.flush();
      log.flush();
    } catch (KafkaException | RegistryException | UncheckedIOException | PlatformFailure e) {
      LOG.error("platform stopped name={} reason=\"{}\"", connection.name(), e.getMessage(), e);
      ended.completeExceptionally(e);
    } finally {
      // Also when something unforeseen broke the thread: nobody is left waiting.
      ended.complete(null);
    }
  }

  private void loop() {
    long flushed = 0;
    while (!stopping) {
      for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
        request.run();
      }
      long now = clock.millis();
      core.advance(now);
      poll(now);
      if (undelivered != null) {
        throw new PlatformFailure("a fact could not be written: " + undelivered, undelivered);
      }
      if (now - flushed >= FLUSH_PERIOD_MS) {
        log.flush();
        flushed = now;
      }
    }
  }

  private void poll(long now) {
    long untilDue = Math.max(0, core.nextDue().orElse(Long.MAX_VALUE) - now);
    Duration patience = Duration.ofMillis(Math.min(untilDue, LONGEST_POLL.toMillis()));
    orders.poll(patience).forEach(this::take);
  }

  private void take(ConsumerRecord<String, SpecificRecord> record) {
    if (record.value() instanceof Order order
        && connection
            .directory()
            .zoneOf(record.partition())
            .equals(Optional.of(order.getHeader().getZone()))) {
      carryOut(order);
    } else {
      skipped.stranger(
          new TopicPartition(record.topic(), record.partition()),
          record.offset(),
          "no order of the partition's zone");
    }
  }

  private void carryOut(Order order) {
    long now = clock.millis();
    log.order(order, now);
    core.handle(order, now);
  }

  /** F19: ends a conversation of the zone now, its Disconnect lost; empty if nobody talks. */
  public CompletableFuture<Optional<Conversation>> dropSilently(String zone) {
    return ask(zone, () -> core.dropSilently(zone));
  }

  /** F19: ends that call now, its Disconnect lost, unless it has ended. */
  public CompletableFuture<Void> dropSilently(String zone, String callId) {
    return tell(zone, () -> core.dropSilently(zone, callId));
  }

  /**
   * F19: the Disconnect of a conversation of the zone will never be reported, whoever ends it; says
   * of which; empty if nobody but those agents talks.
   */
  public CompletableFuture<Optional<Conversation>> loseDisconnectOfAnyBut(
      String zone, Set<String> agents) {
    return ask(zone, () -> core.loseDisconnectOfAnyBut(zone, agents));
  }

  /** F19: as above, of the zone's next call that is connected to an agent; says which. */
  public CompletableFuture<String> loseDisconnectOfNextConnected(String zone) {
    CompletableFuture<String> chosen = new CompletableFuture<>();
    return tell(zone, () -> core.loseDisconnectOfNextConnected(zone, chosen::complete))
        .thenCompose(told -> chosen);
  }

  /** Sabotage, or its end: whether the zone's dialling obeys its leases. */
  public CompletableFuture<Void> leases(String zone, Leases leases) {
    return tell(zone, () -> core.leases(zone, leases));
  }

  /** Holds the zone's facts back so long from now on, in order; zero ends it. */
  public CompletableFuture<Void> delayFacts(String zone, Duration delay) {
    return tell(zone, () -> core.delayFacts(zone, delay));
  }

  /** Who talks in the zone now. */
  public CompletableFuture<List<Conversation>> conversations(String zone) {
    return ask(zone, () -> core.conversations(zone));
  }

  public CompletableFuture<PlatformCounts> counts() {
    return ask(core::counts);
  }

  /** Completes when the platform has stopped; exceptionally if something stopped it. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /** Stops dialling and forgets all calls; facts already reported are written first. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Void> tell(String zone, Runnable wish) {
    return ask(
        zone,
        () -> {
          wish.run();
          return null;
        });
  }

  /** An unknown zone is the caller's mistake, told at once. */
  private <T> CompletableFuture<T> ask(String zone, Supplier<T> question) {
    connection.directory().partitionOf(zone);
    return ask(question);
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    requests.add(() -> answer.complete(question.get()));
    CompletableFuture<T> none =
        ended.thenApply(
            nothing -> {
              throw new PlatformFailure("the platform has stopped", null);
            });
    return answer.applyToEither(none, Function.identity());
  }
}
