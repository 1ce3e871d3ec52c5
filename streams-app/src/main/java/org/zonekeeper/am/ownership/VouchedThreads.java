package org.zonekeeper.am.ownership;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Which of its Streams threads an Agent Manager vouches for with its beats: those that are alive.
 * Peers evict the members of threads that it vouched for and does no more. Thread-safe.
 */
public final class VouchedThreads {
  private final String client;
  private Optional<PeerAnnouncement> frozen = Optional.empty();

  /**
   * @param client the Kafka client id, after which Streams names its threads
   */
  public VouchedThreads(String client) {
    this.client = client;
  }

  /** What peers are told now. */
  public synchronized PeerAnnouncement announcement() {
    return frozen.orElseGet(this::look);
  }

  /** From now on peers are told what they would be told now: threads that end are no deaths. */
  public synchronized void freeze() {
    frozen = Optional.of(announcement());
  }

  private PeerAnnouncement look() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    // The JVM's own list, of living threads only: nobody who has died has to report it.
    Thread[] alive = new Thread[2 * root.activeCount() + 64];
    int count = root.enumerate(alive);
    TreeSet<Integer> numbers = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      OptionalInt number = ClientName.threadNumber(client, alive[i].getName());
      number.ifPresent(numbers::add);
    }
    return new PeerAnnouncement(client, numbers);
  }
}
