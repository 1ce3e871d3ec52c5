package org.zonekeeper.am.ownership;

import java.net.InetAddress;
import java.util.Set;

/** What the {@link PeerWatcher} does about a dead peer. Any thread. */
@FunctionalInterface
public interface Eviction {

  /**
   * Learns what it will need, so that an eviction waits for nothing that can be known before.
   * Called every now and then, and returns at once.
   */
  default void lookAhead() {}

  /** Evicts; returns when that is done or given up. */
  void evict(Suspect suspect) throws InterruptedException;

  /** Whether a peer has proven with the shared key that it is who it says. */
  enum Identity {
    PROVEN,
    /** It only says so: believed if Kafka knows a client of that name at its address. */
    CLAIMED
  }

  /**
   * A peer that is taken for dead, or some of its threads.
   *
   * @param client its Kafka client id, see {@link ClientName}
   * @param threads the numbers of its dead threads; empty if all are
   * @param at where it was connected
   * @param reason in words, for the logs here and at the broker
   */
  record Suspect(
      String client, Set<Integer> threads, InetAddress at, Identity identity, String reason) {
    public Suspect {
      threads = Set.copyOf(threads);
    }
  }
}
