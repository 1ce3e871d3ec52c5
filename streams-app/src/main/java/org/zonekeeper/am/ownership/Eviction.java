package org.zonekeeper.am.ownership;

/** What the {@link PeerWatcher} does about a dead peer. Any thread. */
@FunctionalInterface
public interface Eviction {

  /**
   * Evicts; returns when that is done or given up.
   *
   * @param reason in words, for the logs here and at the broker
   */
  void evict(PeerAnnouncement peer, String reason) throws InterruptedException;
}
