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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
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
 * <p>Where the broker does not let it, it says which transaction the zone waits for. Has a thread
 * of its own, which ends by nothing but {@link #close}.
 */
public final class OpenTransactions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

  /** A look is two requests to each broker, for all partitions together. */
  private static final int LOOKS_IN_THE_TIME_ALLOWED = 4;

  private static final int TIMEOUT_MILLIS = 5_000;

  private final Admin admin;
  private final String group;
  private final Duration allowed;
  private final Supplier<Collection<TopicPartition>> watched;
  private final Map<TopicPartition, Stall> stalls = new HashMap<>();
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
    this.watched = watched;
  }

  /** Begins to watch. */
  public void start() {
    watch =
        Optional.of(
            RepeatingTask.every(
                allowed.dividedBy(LOOKS_IN_THE_TIME_ALLOWED), "open-transactions", this::look));
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
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> written = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
    List<TopicPartition> late = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      if (isLate(partition, stable.get(partition), written.get(partition), nowNanos)) {
        late.add(partition);
      }
    }
    if (!late.isEmpty()) {
      endTransactions(late, stable);
    }
  }

  private boolean isLate(TopicPartition partition, long stable, long written, long nowNanos) {
    if (stable >= written) {
      stalls.remove(partition);
      return false;
    }
    Stall known = stalls.get(partition);
    if (known == null || known.stable() != stable) {
      stalls.put(partition, new Stall(stable, nowNanos));
      return false;
    }
    return nowNanos - known.sinceNanos() >= allowed.toNanos();
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

  private void endTransactions(List<TopicPartition> late, Map<TopicPartition, Long> stable)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<Long, String> transactionalIds =
        answer(admin.listTransactions(new ListTransactionsOptions()).all()).stream()
            .collect(
                Collectors.toMap(
                    TransactionListing::producerId,
                    TransactionListing::transactionalId,
                    (one, same) -> one));
    var producers = answer(admin.describeProducers(late).all());
    for (TopicPartition partition : late) {
      Optional<ProducerState> blocking =
          producers.get(partition).activeProducers().stream()
              .filter(producer -> producer.currentTransactionStartOffset().isPresent())
              .min(
                  Comparator.comparingLong(
                      producer -> producer.currentTransactionStartOffset().orElseThrow()));
      if (blocking.isPresent()) {
        end(partition, stable.get(partition), blocking.get(), transactionalIds);
      }
    }
  }

  private void end(
      TopicPartition partition,
      long stable,
      ProducerState blocking,
      Map<Long, String> transactionalIds)
      throws InterruptedException, TimeoutException {
    Optional<String> id = Optional.ofNullable(transactionalIds.get(blocking.producerId()));
    if (id.filter(name -> name.startsWith(group + "-")).isPresent()) {
      return;
    }
    String whose = id.orElse("none that a coordinator knows");
    KafkaFuture<Void> ending = id.isPresent() ? fence(id.get()) : abort(partition, blocking);
    try {
      answer(ending);
      LOG.warn(
          "transaction ended, it held up the zone for longer than allowed partition={} offset={}"
              + " transactionalId=\"{}\" producerId={} allowedMs={}",
          partition,
          stable,
          whose,
          blocking.producerId(),
          allowed.toMillis());
      stalls.remove(partition);
    } catch (ExecutionException e) {
      LOG.error(
          "ZONE WAITS for a transaction that is not an Agent Manager's, and cannot end it:"
              + " nobody but the installation's own parts should be allowed to write there"
              + " partition={} offset={} transactionalId=\"{}\" producerId={} reason=\"{}\"",
          partition,
          stable,
          whose,
          blocking.producerId(),
          e.getCause().getMessage());
    }
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
