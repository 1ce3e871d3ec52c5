package org.zonekeeper.cluster;

import java.nio.file.Path;

/**
 * Chooses where the cluster of a system test runs: in containers where a Docker engine answers,
 * else as local processes. The system property {@value #PROPERTY} ({@code containers} or {@code
 * local}) overrules.
 */
public final class TestClusters {
  /** Overrules the choice. */
  public static final String PROPERTY = "zonekeeper.test.cluster";

  private TestClusters() {}

  /**
   * Starts a cluster and waits until it answers.
   *
   * @param directory where a local cluster keeps logs and data
   */
  public static ClusterProvider start(Path directory, BrokerLimits limits)
      throws InterruptedException {
    String wanted = System.getProperty(PROPERTY, "");
    boolean containers =
        switch (wanted) {
          case "" -> ContainerCluster.isPossible();
          case "containers" -> true;
          case "local" -> false;
          default ->
              throw new IllegalArgumentException(
                  "%s=%s: must be 'containers' or 'local'".formatted(PROPERTY, wanted));
        };
    return containers
        ? ContainerCluster.start(limits)
        : LocalCluster.in(directory).limits(limits).start();
  }
}
