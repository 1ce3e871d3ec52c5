package org.zonekeeper.am.ownership;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.ownership.PeerConnection.Finding;
import org.zonekeeper.am.ownership.PeerConnection.Watch;
import org.zonekeeper.settings.SharedKey;

/**
 * Watches all peers, those without zones too, and has Kafka evict the ones that die. The peers are
 * those in Kafka's own assignment; so it makes Kafka decide sooner, and never decides who owns a
 * zone. Has threads of its own: one that looks for peers, and one for each peer.
 */
public final class PeerWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatcher.class);

  /** How often the group's assignment is looked at for new peers; it costs no request. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Far more than an installation has Agent Managers: whoever is beyond is not watched. */
  private static final int MOST_WATCHED = 256;

  private final Supplier<Set<InetSocketAddress>> addresses;
  private final Watch watch;
  private final Set<InetSocketAddress> watched = ConcurrentHashMap.newKeySet();
  private final Set<InetSocketAddress> met = ConcurrentHashMap.newKeySet();
  private final Map<InetSocketAddress, String> troubles = new ConcurrentHashMap<>();
  private final Object somebodyMet = new Object();
  private Optional<RepeatingTask> looks = Optional.empty();

  /**
   * @param addresses the peers' listeners as Kafka's assignment has them, without the own one; must
   *     not throw
   * @param key what peers have to prove that they have
   * @param silence after which a peer is taken for dead at the earliest
   * @param session Kafka's own time-out
   */
  public PeerWatcher(
      Supplier<Set<InetSocketAddress>> addresses,
      Eviction eviction,
      SharedKey key,
      Duration silence,
      Duration session) {
    this.addresses = addresses;
    this.watch =
        new Watch(
            key,
            silence,
            new EvictionPolicy(silence, session, System::nanoTime),
            eviction,
            new CountDownLatch(1));
  }

  /** Starts watching. */
  public synchronized void start() {
    looks = Optional.of(RepeatingTask.every(LOOK, "peer-look", this::look));
  }

  /**
   * Returns when every peer has said who it is, since nobody else can be evicted, or when it has
   * been long enough.
   *
   * @return the peers that could not be met; empty if all is well
   */
  public Set<InetSocketAddress> awaitAllMet(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    look();
    synchronized (somebodyMet) {
      Set<InetSocketAddress> unmet = unmet();
      for (long left = longest.toNanos();
          !unmet.isEmpty() && left > 0;
          left = deadline - System.nanoTime()) {
        // No longer than a look: who was not met may have left the group since.
        TimeUnit.NANOSECONDS.timedWait(somebodyMet, Math.min(left, LOOK.toNanos()));
        unmet = unmet();
      }
      return unmet;
    }
  }

  /** How many peers are watched now, having said who they are. */
  public int metNow() {
    return met.size();
  }

  /** The peers whose death would not be noticed, because they have not said who they are. */
  public Set<InetSocketAddress> unmet() {
    return addresses.get().stream()
        .filter(address -> !met.contains(address))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Evicts nobody any more. */
  @Override
  public synchronized void close() {
    looks.ifPresent(RepeatingTask::close);
    watch.closed().countDown();
  }

  private void look() {
    watch.eviction().lookAhead();
    Set<InetSocketAddress> now = addresses.get();
    troubles.keySet().retainAll(now);
    for (InetSocketAddress address : now) {
      if (watched.size() < MOST_WATCHED && watched.add(address)) {
        Thread.ofPlatform()
            .daemon()
            .name("peer-watch-" + address)
            .uncaughtExceptionHandler(
                (died, failure) -> LOG.error("thread ended thread={}", died.getName(), failure))
            .start(() -> watch(address));
      }
    }
  }

  private void watch(InetSocketAddress address) {
    try {
      Finding finding = new PeerConnection(address, watch).watch(() -> met(address));
      if (watch.closed().getCount() == 0) {
        return;
      }
      tell(address, finding);
      if (finding.suspect().isPresent()) {
        watch.eviction().evict(finding.suspect().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      met.remove(address);
      // Watched again as long as Kafka still has it: one that comes back is met again.
      watched.remove(address);
    }
  }

  private void tell(InetSocketAddress address, Finding finding) {
    switch (finding.end()) {
      case SAID_GOODBYE -> LOG.info("peer left address={}", address);
      case LEFT_TO_KAFKA ->
          LOG.warn(
              "peer not evicted, that is left to Kafka address={} reason=\"{}\"",
              address,
              finding.reason());
      case NEVER_MET -> {
        // It is tried again all the time.
        if (!finding.reason().equals(troubles.put(address, finding.reason()))) {
          LOG.warn("peer not met address={} reason=\"{}\"", address, finding.reason());
        }
      }
      case GONE ->
          LOG.warn("peer lost, to be evicted address={} reason=\"{}\"", address, finding.reason());
    }
  }

  private void met(InetSocketAddress address) {
    troubles.remove(address);
    synchronized (somebodyMet) {
      met.add(address);
      somebodyMet.notifyAll();
    }
  }
}
