package org.zonekeeper.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.zonekeeper.cluster.InSyncReplicas;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.process.Signal;

/**
 * Does mischief to one of several brokers. Each blow returns when every replica is in sync again.
 * One thread.
 */
final class BrokerChaos {
  private final LocalCluster cluster;

  BrokerChaos(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** In order, one after the other, until all have been. */
  void roll(int first) throws InterruptedException, ExecutionException {
    InSyncReplicas.roll(cluster, first);
  }

  void kill(int broker, Duration lasts) throws InterruptedException, ExecutionException {
    cluster.killBroker(broker);
    // The time is the disturbance itself.
    Thread.sleep(lasts);
    cluster.restartBroker(broker);
    InSyncReplicas.await(cluster.bootstrapServers());
  }

  void freeze(int broker, Duration lasts)
      throws IOException, InterruptedException, ExecutionException {
    cluster.brokerProcess(broker).signal(Signal.STOP);
    // The time is the disturbance itself.
    Thread.sleep(lasts);
    cluster.brokerProcess(broker).signal(Signal.CONT);
    InSyncReplicas.await(cluster.bootstrapServers());
  }
}
