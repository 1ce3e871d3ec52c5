package org.zonekeeper.cluster;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same promises in containers, where a Docker engine answers and nobody wants it otherwise. */
@EnabledIf("org.zonekeeper.cluster.TestClusters#inContainers")
class ContainerClusterTest extends ClusterContract {
  @Override
  ClusterProvider startCluster(Path directory) {
    return ContainerCluster.start(BrokerLimits.LOWERED);
  }
}
