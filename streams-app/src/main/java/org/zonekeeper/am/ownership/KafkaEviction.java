package org.zonekeeper.am.ownership;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Kafka remove a dead Agent Manager from the group and abort its open transactions. It decides
 * nothing itself: an Agent Manager that was alive after all is fenced, joins again, and has added
 * nothing meanwhile. Any thread.
 */
public final class KafkaEviction implements Eviction {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEviction.class);

  private final Admin admin;
  private final GroupMembers members;

  /**
   * @param admin with short back-offs, as each of its retries prolongs the failover; closed by its
   *     owner
   * @param group the Agent Managers' application id
   */
  public KafkaEviction(Admin admin, String group) {
    this.admin = admin;
    this.members = new GroupMembers(admin, group);
  }

  @Override
  public void evict(PeerAnnouncement peer, String reason) throws InterruptedException {
    long started = System.nanoTime();
    // Both at once: neither waits for the other.
    KafkaFuture<Void> removal = members.remove(peer.groupInstanceIds(), reason);
    KafkaFuture<Void> fencing = fence(peer.transactionalIds());
    String removed = outcome(removal, started);
    String fenced = outcome(fencing, started);
    LOG.warn(
        "peer evicted peer={} reason=\"{}\" removed=\"{}\" fenced=\"{}\"",
        peer.client(),
        reason,
        removed,
        fenced);
  }

  private KafkaFuture<Void> fence(List<String> transactionalIds) {
    return transactionalIds.isEmpty()
        ? KafkaFuture.completedFuture(null)
        : admin
            .fenceProducers(
                transactionalIds,
                new FenceProducersOptions().timeoutMs(GroupMembers.TIMEOUT_MILLIS))
            .all();
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
