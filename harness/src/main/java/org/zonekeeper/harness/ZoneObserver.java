package org.zonekeeper.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.read.ContractConsumers;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * Follows journal and zone status from the beginning, as any reader outside could. It remembers no
 * more than each zone's latest status; whoever wants to see events listens, or waits for one.
 *
 * <p>A thread of its own reads; listeners run on it and must be quick. Every method may be called
 * on any thread.
 */
public final class ZoneObserver implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final org.apache.kafka.clients.consumer.Consumer<String, SpecificRecord> consumer;
  private final ZoneDirectory directory;
  private final RecordPoll poll;
  private final Map<String, ZoneStatus> statuses = new ConcurrentHashMap<>();
  private final List<Consumer<JournalEntry>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<ZoneStatus>> statusListeners = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile Optional<RuntimeException> failure = Optional.empty();

  private ZoneObserver(
      String bootstrapServers, ZoneDirectory directory, Deserializer<SpecificRecord> records) {
    this.directory = directory;
    this.consumer = ContractConsumers.of(bootstrapServers, records);
    // Rubbish is passed over, as gateways do; whoever judges the journal sees it there.
    this.poll = RecordPoll.following(consumer, (partition, offset, reason) -> {});
    List<TopicPartition> partitions =
        Stream.of(Topics.JOURNAL, Topics.ZONE_STATUS)
            .flatMap(topic -> topic.partitions(directory).stream())
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = Thread.ofPlatform().daemon().name("zone-observer").unstarted(this::follow);
  }

  /**
   * Starts following.
   *
   * @param records of the contract; the caller closes it, after this
   * @param journal hears every event from the journal's beginning, in order per zone
   */
  public static ZoneObserver start(
      String bootstrapServers,
      ZoneDirectory directory,
      Deserializer<SpecificRecord> records,
      Consumer<JournalEntry> journal) {
    ZoneObserver observer = new ZoneObserver(bootstrapServers, directory, records);
    observer.listeners.add(journal);
    observer.thread.start();
    return observer;
  }

  /** The zone's last committed status; empty before it has its first owner. */
  public Optional<ZoneStatus> status(String zone) {
    return Optional.ofNullable(statuses.get(zone));
  }

  /** The Agent Manager that last said it owns the zone. */
  public Optional<String> ownerOf(String zone) {
    return status(zone).map(status -> status.getOwner().getAgentManager());
  }

  /** Whether the zone's last status says that it works, and is younger than {@code age}. */
  public boolean isAvailable(String zone, Duration age) {
    return status(zone)
        .filter(status -> status.getPhase() == ZonePhase.AVAILABLE)
        .filter(status -> status.getHeartbeatAt() > System.currentTimeMillis() - age.toMillis())
        .isPresent();
  }

  /** Ends what {@link #listen} began. */
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /** Hears every journal event from now on, in order per zone, until that is closed. */
  public Listening listen(Consumer<Event> listener) {
    Consumer<JournalEntry> heard = entry -> listener.accept(entry.event());
    listeners.add(heard);
    return () -> listeners.remove(heard);
  }

  /** Why nothing more is read; empty while all is well. */
  public Optional<RuntimeException> failure() {
    return failure;
  }

  /** Hears every zone status from now on, in order per zone, until that is closed. */
  public Listening listenToStatus(Consumer<ZoneStatus> listener) {
    statusListeners.add(listener);
    return () -> statusListeners.remove(listener);
  }

  /** Completes with the first event of the type that the condition holds for, from now on. */
  public <T extends Event> CompletableFuture<T> next(Class<T> type, Predicate<T> condition) {
    CompletableFuture<T> found = new CompletableFuture<>();
    Consumer<JournalEntry> listener =
        entry -> {
          if (type.isInstance(entry.event()) && condition.test(type.cast(entry.event()))) {
            found.complete(type.cast(entry.event()));
          }
        };
    listeners.add(listener);
    return found.whenComplete((event, failure) -> listeners.remove(listener));
  }

  /** Stops following. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try (consumer) {
      while (!closing) {
        for (ConsumerRecord<String, SpecificRecord> read : poll.poll(POLL)) {
          see(read);
        }
      }
    } catch (WakeupException e) {
      if (!closing) {
        throw e;
      }
    } catch (RuntimeException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  private void see(ConsumerRecord<String, SpecificRecord> read) {
    String zone = directory.zoneOf(read.partition()).orElseThrow();
    if (read.value() instanceof ZoneStatus status && status.getZone().equals(zone)) {
      statuses.put(status.getZone(), status);
      statusListeners.forEach(listener -> listener.accept(status));
    } else if (read.value() instanceof Event event && event.getHeader().getZone().equals(zone)) {
      JournalEntry entry = new JournalEntry(zone, read.offset(), event);
      listeners.forEach(listener -> listener.accept(entry));
    }
  }
}
