package org.zonekeeper.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.process.Signal;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * Does mischief to one of several brokers. Each blow returns when every replica is in sync again,
 * as an operator would wait before touching the next broker: two of three at once may be lost by
 * nobody who wants to write. One thread.
 */
final class BrokerChaos {
  private static final Duration IN_SYNC_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final LocalCluster cluster;

  BrokerChaos(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** In order, one after the other, until all have been. */
  void roll(int first) throws InterruptedException, ExecutionException {
    int brokers = cluster.bootstrapServers().split(",").length;
    List<Integer> order =
        IntStream.range(0, brokers).mapToObj(i -> 1 + (first - 1 + i) % brokers).toList();
    for (int broker : order) {
      cluster.restartBroker(broker);
      awaitInSync();
    }
  }

  void kill(int broker, Duration lasts) throws InterruptedException, ExecutionException {
    cluster.killBroker(broker);
    // The time is the disturbance itself.
    Thread.sleep(lasts);
    cluster.restartBroker(broker);
    awaitInSync();
  }

  void freeze(int broker, Duration lasts)
      throws IOException, InterruptedException, ExecutionException {
    cluster.brokerProcess(broker).signal(Signal.STOP);
    // The time is the disturbance itself.
    Thread.sleep(lasts);
    cluster.brokerProcess(broker).signal(Signal.CONT);
    awaitInSync();
  }

  private void awaitInSync() throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + IN_SYNC_WITHIN.toNanos();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      for (List<String> behind = behind(admin); !behind.isEmpty(); behind = behind(admin)) {
        if (System.nanoTime() > deadline) {
          throw new StartFailure(
              "waited %d s in vain for replicas to be in sync: %s"
                  .formatted(IN_SYNC_WITHIN.toSeconds(), behind));
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
      }
    }
  }

  /** Topics with a partition that lacks a replica. */
  private static List<String> behind(Admin admin) throws InterruptedException, ExecutionException {
    Collection<String> topics =
        admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .filter(topic -> !topic.partitions().stream().allMatch(BrokerChaos::isInSync))
        .map(TopicDescription::name)
        .sorted()
        .toList();
  }

  private static boolean isInSync(TopicPartitionInfo partition) {
    return partition.isr().size() == partition.replicas().size();
  }
}
