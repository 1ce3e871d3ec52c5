package org.zonekeeper.am.ownership;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Kafka remove a dead Agent Manager from the group and abort its open transactions. It decides
 * nothing itself: an Agent Manager that was alive after all is fenced, joins again, and has added
 * nothing meanwhile. Whom that concerns it asks Kafka, see {@link KnownThreads}. Any thread.
 */
public final class KafkaEviction implements Eviction {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEviction.class);

  /**
   * A list of members is asked for anew when it is so old, and not gone by when it is twice as old.
   * Who joins under the same name meanwhile has another client id only if the process is another
   * one, and that takes longer to start.
   */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final GroupMembers members;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Listed latest = new Listed(List.of(), System.nanoTime() - 2 * FRESH_NANOS);

  /** The group's members, and when Kafka was asked for them. */
  private record Listed(Collection<MemberDescription> members, long askedAt) {
    boolean isYoungerThan(long nanos) {
      return System.nanoTime() - askedAt < nanos;
    }
  }

  /**
   * @param members with an admin client of short back-offs, as each of its retries prolongs the
   *     failover
   */
  public KafkaEviction(GroupMembers members) {
    this.members = members;
  }

  /** Asking takes the admin client several requests, which a failover had to wait for. */
  @Override
  public void lookAhead() {
    if (latest.isYoungerThan(FRESH_NANOS) || !asking.compareAndSet(false, true)) {
      return;
    }
    long askedAt = System.nanoTime();
    var unused =
        members
            .list()
            .whenComplete(
                (listed, failure) -> {
                  if (failure == null) {
                    latest = new Listed(listed, askedAt);
                  }
                  asking.set(false);
                });
  }

  @Override
  public void evict(Suspect suspect) throws InterruptedException {
    long started = System.nanoTime();
    Listed before = latest;
    if (before.isYoungerThan(2 * FRESH_NANOS)) {
      SortedMap<Integer, String> known = KnownThreads.of(suspect, before.members());
      if (!known.isEmpty()) {
        evict(suspect, known, started);
        return;
      }
    }
    Collection<MemberDescription> listed;
    try {
      listed = members.list().get();
    } catch (ExecutionException e) {
      LOG.warn(
          "peer not evicted, the session time-out will do it peer={} reason=\"{}\" failed=\"{}\"",
          suspect.client(),
          suspect.reason(),
          e.getCause().getMessage());
      return;
    }
    SortedMap<Integer, String> known = KnownThreads.of(suspect, listed);
    if (known.isEmpty()) {
      tellThatNobodyIsKnown(suspect, KnownThreads.hosts(suspect.client(), listed));
      return;
    }
    evict(suspect, known, started);
  }

  private void evict(Suspect suspect, SortedMap<Integer, String> known, long started)
      throws InterruptedException {
    // Both at once: neither waits for the other.
    KafkaFuture<Void> removal = members.remove(known.values(), suspect.reason());
    KafkaFuture<Void> fencing =
        members.fence(
            known.keySet().stream()
                .map(
                    thread -> ClientName.transactionalId(members.group(), suspect.client(), thread))
                .toList());
    String removed = outcome(removal, started);
    String fenced = outcome(fencing, started);
    LOG.warn(
        "peer evicted peer={} members={} reason=\"{}\" removed=\"{}\" fenced=\"{}\"",
        suspect.client(),
        known.values(),
        suspect.reason(),
        removed,
        fenced);
  }

  private static void tellThatNobodyIsKnown(Suspect suspect, List<String> hosts) {
    if (hosts.isEmpty()) {
      // Another peer was quicker, or it has left.
      LOG.info(
          "peer gone, and out of the group peer={} reason=\"{}\"",
          suspect.client(),
          suspect.reason());
    } else {
      LOG.warn(
          "peer not evicted: it was at {}, the broker has it at {}; with peer.key set everywhere"
              + " its word is enough peer={} reason=\"{}\"",
          suspect.at().getHostAddress(),
          hosts,
          suspect.client(),
          suspect.reason());
    }
  }

  /**
   * How it went, in words; a failure is no reason to stop, as the session time-out is behind it.
   */
  private static String outcome(KafkaFuture<Void> future, long started)
      throws InterruptedException {
    try {
      future.get();
      return "after %d ms".formatted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    } catch (ExecutionException e) {
      return "failed: " + e.getCause().getMessage();
    }
  }
}
