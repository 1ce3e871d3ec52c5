package org.zonekeeper.cli.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.zonekeeper.am.domain.ZoneState;
import org.zonekeeper.am.domain.apply.Applications;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.cluster.StartFailure;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.CallCompleted;

/**
 * The journal as it is written: folds each zone, tells a listener of every event, and lets the
 * script wait until something is so. Its thread reads; every other method is safe on any thread.
 */
final class LiveJournal implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<String, SpecificRecord> consumer;
  private final ZoneDirectory directory;
  private final Consumer<JournalEntry> listener;
  private final Thread thread = new Thread(this::follow, "demo-journal");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Map<String, ZoneState> zones = new TreeMap<>();
  private final Map<String, Long> completed = new HashMap<>();
  private RuntimeException failure;

  LiveJournal(
      String bootstrapServers,
      ZoneDirectory directory,
      Deserializer<SpecificRecord> deserializer,
      Consumer<JournalEntry> listener) {
    this.directory = directory;
    this.listener = listener;
    directory.zones().forEach(zone -> zones.put(zone, ZoneState.empty(zone)));
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), deserializer);
    thread.start();
  }

  private void follow() {
    try (consumer) {
      List<TopicPartition> partitions =
          directory.zones().stream()
              .map(zone -> new TopicPartition(Topics.JOURNAL.name(), directory.partitionOf(zone)))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<String, SpecificRecord> entry : consumer.poll(POLL)) {
          take(new JournalEntry(entry.key(), entry.offset(), entry.value()));
        }
      }
    } catch (WakeupException e) {
      // The end was asked for.
    } catch (RuntimeException e) {
      locked(() -> failure = e);
    }
  }

  private void take(JournalEntry entry) {
    locked(
        () -> {
          Applications.apply(zones.get(entry.zone()), entry.event());
          if (entry.is(CallCompleted.class)) {
            completed.merge(entry.zone(), 1L, Long::sum);
          }
          news.signalAll();
          return null;
        });
    listener.accept(entry);
  }

  /** Asks something of a zone's state as the journal has it now. */
  <T> T ask(String zone, Function<ZoneState, T> question) {
    return locked(() -> question.apply(zones.get(zone)));
  }

  /** The Agent Manager that owns the zone; empty before the first. */
  Optional<String> owner(String zone) {
    return ask(
        zone, state -> Optional.ofNullable(state.zone().getOwner()).map(Owner::getAgentManager));
  }

  /** The zones that an Agent Manager owns. */
  List<String> ownedBy(String agentManager) {
    return directory.zones().stream()
        .filter(zone -> owner(zone).filter(agentManager::equals).isPresent())
        .toList();
  }

  /** Calls completed in the zone so far. */
  long completed(String zone) {
    return locked(() -> completed.getOrDefault(zone, 0L));
  }

  /**
   * Waits until the condition holds; it is looked at after each event, and at least twenty times a
   * second.
   *
   * @throws StartFailure if it does not within the time, or the journal cannot be read any more
   */
  void await(String what, Duration within, BooleanSupplier condition) throws InterruptedException {
    if (!holdsWithin(within, condition)) {
      throw new StartFailure(
          "the demo waited %d s in vain for: %s".formatted(within.toSeconds(), what));
    }
  }

  /** Waits as {@link #await} does, and says whether the condition came to hold. */
  boolean holdsWithin(Duration within, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (failure != null) {
          throw new StartFailure("the journal cannot be read: " + failure.getMessage(), failure);
        }
        if (System.nanoTime() > deadline) {
          return false;
        }
        // Woken or not, the condition is looked at: not everything it asks is in the journal.
        boolean unused = news.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T locked(java.util.function.Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
