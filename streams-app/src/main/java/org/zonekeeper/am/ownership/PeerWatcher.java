package org.zonekeeper.am.ownership;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.ownership.PeerConnection.End;
import org.zonekeeper.am.ownership.PeerConnection.Finding;

/**
 * Watches all peers, those without zones too, and has Kafka evict the ones that die. The peers are
 * those in Kafka's own assignment; so it makes Kafka decide sooner, and never decides who owns a
 * zone. Has threads of its own: one that looks for peers, and one for each peer.
 */
public final class PeerWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatcher.class);

  /** How often the group's assignment is looked at for new peers; it costs no request. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Supplier<Set<InetSocketAddress>> addresses;
  private final Eviction eviction;
  private final Duration silence;
  private final Set<InetSocketAddress> watched = ConcurrentHashMap.newKeySet();
  private final Set<InetSocketAddress> met = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Object somebodyMet = new Object();
  private volatile boolean closed;
  private Optional<RepeatingTask> looks = Optional.empty();

  /**
   * @param addresses the peers' listeners as Kafka's assignment has them, without the own one
   * @param silence after which a peer is taken for dead
   */
  public PeerWatcher(
      Supplier<Set<InetSocketAddress>> addresses, Eviction eviction, Duration silence) {
    this.addresses = addresses;
    this.eviction = eviction;
    this.silence = silence;
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

  private Set<InetSocketAddress> unmet() {
    return addresses.get().stream()
        .filter(address -> !met.contains(address))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Evicts nobody any more. */
  @Override
  public synchronized void close() {
    looks.ifPresent(RepeatingTask::close);
    closed = true;
    threads.forEach(Thread::interrupt);
  }

  private void look() {
    for (InetSocketAddress address : addresses.get()) {
      if (watched.add(address)) {
        Thread thread =
            Thread.ofPlatform()
                .daemon()
                .name("peer-watch-" + address)
                .unstarted(() -> watch(address));
        threads.add(thread);
        thread.start();
      }
    }
  }

  private void watch(InetSocketAddress address) {
    try {
      Finding finding = new PeerConnection(address, silence, () -> met(address)).watch();
      if (finding.end() == End.GONE && !closed) {
        eviction.evict(finding.peer().orElseThrow(), finding.reason());
      } else if (finding.end() == End.SAID_GOODBYE) {
        LOG.info("peer left address={}", address);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.remove(Thread.currentThread());
      met.remove(address);
      // Watched again as long as Kafka still has it: one that comes back is met again.
      watched.remove(address);
    }
  }

  private void met(InetSocketAddress address) {
    synchronized (somebodyMet) {
      met.add(address);
      somebodyMet.notifyAll();
    }
  }
}
