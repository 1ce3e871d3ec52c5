package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watch over transactions of others that hold up the zones of this Agent Manager. A reader of
 * committed records stops at the first record of an open transaction, whoever's it is; so a zone
 * whose input, or whose readers, wait there for longer than is allowed has the transaction ended:
 * its producer is fenced, as a dead owner's is, and what it wrote counts for nothing. The
 * transactions of Agent Managers are left alone: peers watch over those.
 *
 * <p>A zone that waits is known as such after a second, whether the transaction can be ended or
 * not: {@link #waits} says for whose. Has a thread of its own, which ends by nothing but {@link
 * #close}.
 */
public final class OpenTransactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

  /** A look is two requests to each broker, for all partitions together. */
  private static final int LOOKS_IN_THE_TIME_ALLOWED = 4;

  /** After that a zone's wait is told, however long it is allowed. */
  private static final Duration TOLD_AFTER = Duration.ofSeconds(1);

  /** So often the log repeats that a zone still waits. */
  private static final Duration LOGGED_EVERY = Duration.ofSeconds(10);

  private static final int TIMEOUT_MILLIS = 5_000;

  private final Admin admin;
  private final String group;
  private final Duration allowed;
  private final Supplier<Collection<TopicPartition>> watched;
  private final Duration told;
  private final Map<TopicPartition, Stall> stalls = new HashMap<>();
  private final Map<TopicPartition, ForeignTransaction> waits = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> loggedAt = new HashMap<>();
  private final LongAdder ended = new LongAdder();
  private Optional<RepeatingTask> watch = Optional.empty();

  /** Where committed records have ended since when. */
  private record Stall(long stable, long sinceNanos) {}

  /**
   * @param admin with short back-offs; closed by its owner
   * @param group the application id, which begins the transactional ids of all Agent Managers
   * @param allowed how long a transaction may hold up a zone
   * @param watched the partitions of the zones that are owned now; any thread
   */
  public OpenTransactions(
      Admin admin, String group, Duration allowed, Supplier<Collection<TopicPartition>> watched) {
    this.admin = admin;
    this.group = group;
    this.allowed = allowed;
    this.told = allowed.compareTo(TOLD_AFTER) < 0 ? allowed : TOLD_AFTER;
    this.watched = watched;
  }

  /** Begins to watch. */
  public void start() {
    watch =
        Optional.of(
            RepeatingTask.every(
                told.dividedBy(LOOKS_IN_THE_TIME_ALLOWED), "open-transactions", this::look));
  }

  /** The transactions that zones owned here wait for now; any thread. */
  public Collection<ForeignTransaction> waits() {
    return List.copyOf(waits.values());
  }

  /** How many have been ended so far; any thread. */
  public long ended() {
    return ended.sum();
  }

  @Override
  public void close() {
    watch.ifPresent(RepeatingTask::close);
  }

  private void look() {
    try {
      look(System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      // A broker that is away holds up nobody longer than it is away; the next look tells.
      LOG.debug("open transactions not looked at reason=\"{}\"", e.toString());
    }
  }

  /** One look at all partitions; visible for tests. */
  void look(long nowNanos) throws InterruptedException, ExecutionException, TimeoutException {
    List<TopicPartition> partitions = List.copyOf(watched.get());
    stalls.keySet().retainAll(Set.copyOf(partitions));
    waits.keySet().retainAll(stalls.keySet());
    loggedAt.keySet().retainAll(stalls.keySet());
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> written = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
    List<TopicPartition> stalled = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      note(partition, stable.get(partition), written.get(partition), nowNanos);
      Stall stall = stalls.get(partition);
      if (stall != null && nowNanos - stall.sinceNanos() >= told.toNanos()) {
        stalled.add(partition);
      } else {
        waits.remove(partition);
      }
    }
    if (!stalled.isEmpty()) {
      tell(stalled, nowNanos);
    }
  }

  private void note(TopicPartition partition, long stable, long written, long nowNanos) {
    if (stable >= written) {
      stalls.remove(partition);
      return;
    }
    Stall known = stalls.get(partition);
    if (known == null || known.stable() != stable) {
      stalls.put(partition, new Stall(stable, nowNanos));
    }
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel isolation)
      throws InterruptedException, ExecutionException, TimeoutException {
    ListOffsetsOptions options = new ListOffsetsOptions(isolation);
    options.timeoutMs(TIMEOUT_MILLIS);
    Map<TopicPartition, ListOffsetsResultInfo> found =
        answer(
            admin
                .listOffsets(
                    partitions.stream()
                        .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())),
                    options)
                .all());
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** Says whose transactions these partitions wait for, and ends those that have been too long. */
  private void tell(List<TopicPartition> stalled, long nowNanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<Long, String> transactionalIds =
        answer(admin.listTransactions(new ListTransactionsOptions()).all()).stream()
            .collect(
                Collectors.toMap(
                    TransactionListing::producerId,
                    TransactionListing::transactionalId,
                    (one, same) -> one));
    DescribeProducersResult producers = admin.describeProducers(stalled);
    for (TopicPartition partition : stalled) {
      try {
        Optional<ProducerState> blocking = first(answer(producers.partitionResult(partition)));
        if (blocking.isPresent()) {
          tell(partition, blocking.get(), transactionalIds, nowNanos);
        }
      } catch (ExecutionException e) {
        refused(
            new ForeignTransaction(
                partition,
                "nobody knows whose",
                waiting(partition, nowNanos),
                Optional.of(String.valueOf(e.getCause().getMessage()))),
            nowNanos);
      }
    }
  }

  /** The producer whose open transaction is in the way. */
  private static Optional<ProducerState> first(PartitionProducerState producers) {
    return producers.activeProducers().stream()
        .filter(producer -> producer.currentTransactionStartOffset().isPresent())
        .min(
            Comparator.comparingLong(
                producer -> producer.currentTransactionStartOffset().orElseThrow()));
  }

  private void tell(
      TopicPartition partition,
      ProducerState blocking,
      Map<Long, String> transactionalIds,
      long nowNanos)
      throws InterruptedException, TimeoutException {
    Optional<String> id = Optional.ofNullable(transactionalIds.get(blocking.producerId()));
    if (id.filter(name -> name.startsWith(group + "-")).isPresent()) {
      waits.remove(partition);
      return;
    }
    ForeignTransaction wait =
        new ForeignTransaction(
            partition,
            id.map("transactional id %s"::formatted)
                .orElseGet(() -> "producer " + blocking.producerId()),
            waiting(partition, nowNanos),
            Optional.empty());
    waits.put(partition, wait);
    if (wait.waiting().compareTo(allowed) >= 0) {
      end(wait, id.isPresent() ? fence(id.get()) : abort(partition, blocking), nowNanos);
    }
  }

  private Duration waiting(TopicPartition partition, long nowNanos) {
    return Duration.ofNanos(nowNanos - stalls.get(partition).sinceNanos());
  }

  private void end(ForeignTransaction wait, KafkaFuture<Void> ending, long nowNanos)
      throws InterruptedException, TimeoutException {
    try {
      answer(ending);
      ended.increment();
      LOG.warn(
          "transaction ended, it held up the zone for longer than allowed partition={} of=\"{}\""
              + " waitedMs={} allowedMs={}",
          wait.partition(),
          wait.whose(),
          wait.waiting().toMillis(),
          allowed.toMillis());
      stalls.remove(wait.partition());
      waits.remove(wait.partition());
    } catch (ExecutionException e) {
      refused(wait.notEnded(String.valueOf(e.getCause().getMessage())), nowNanos);
    }
  }

  private void refused(ForeignTransaction wait, long nowNanos) {
    waits.put(wait.partition(), wait);
    Long before = loggedAt.get(wait.partition());
    if (before != null && nowNanos - before < LOGGED_EVERY.toNanos()) {
      return;
    }
    loggedAt.put(wait.partition(), nowNanos);
    LOG.error(
        "ZONE WAITS for a transaction that is not an Agent Manager's, and cannot end it:"
            + " nobody but the installation's own parts should be allowed to write there"
            + " partition={} of=\"{}\" waitedMs={} reason=\"{}\"",
        wait.partition(),
        wait.whose(),
        wait.waiting().toMillis(),
        wait.refusal().orElse(""));
  }

  private KafkaFuture<Void> fence(String transactionalId) {
    return admin
        .fenceProducers(
            List.of(transactionalId), new FenceProducersOptions().timeoutMs(TIMEOUT_MILLIS))
        .all();
  }

  /**
   * Hanging: its coordinator has forgotten it, so only a marker in the partition itself ends it.
   */
  private KafkaFuture<Void> abort(TopicPartition partition, ProducerState blocking) {
    return admin
        .abortTransaction(
            new AbortTransactionSpec(
                partition,
                blocking.producerId(),
                (short) blocking.producerEpoch(),
                blocking.coordinatorEpoch().orElse(-1)))
        .all();
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(2L * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
