package org.zonekeeper.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * Waits until every replica of every partition is in sync, as an operator does before touching the
 * next broker: two of three at once may be lost by nobody who wants to write. Stateless.
 */
public final class InSyncReplicas {
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private InSyncReplicas() {}

  /**
   * Waits for all topics, Kafka's own among them.
   *
   * @throws StartFailure after two minutes, with the topics that are behind
   */
  public static void await(String bootstrapServers)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + WITHIN.toNanos();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (List<String> behind = behind(admin); !behind.isEmpty(); behind = behind(admin)) {
        if (System.nanoTime() > deadline) {
          throw new StartFailure(
              "waited %d s in vain for replicas to be in sync: %s"
                  .formatted(WITHIN.toSeconds(), behind));
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
      }
    }
  }

  /**
   * Restarts every broker of a cluster in order, one after the other, the next one when all
   * replicas are in sync again.
   *
   * @param first the number of the broker that is restarted first; those after it follow
   */
  public static void roll(ClusterProvider cluster, int first)
      throws InterruptedException, ExecutionException {
    int brokers = cluster.bootstrapServers().split(",").length;
    for (int i = 0; i < brokers; i++) {
      cluster.restartBroker(1 + (first - 1 + i) % brokers);
      await(cluster.bootstrapServers());
    }
  }

  /** Topics with a partition that lacks a replica. */
  private static List<String> behind(Admin admin) throws InterruptedException, ExecutionException {
    Collection<String> topics =
        admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .filter(topic -> !topic.partitions().stream().allMatch(InSyncReplicas::isInSync))
        .map(TopicDescription::name)
        .sorted()
        .toList();
  }

  private static boolean isInSync(TopicPartitionInfo partition) {
    return partition.isr().size() == partition.replicas().size();
  }
}
