package org.zonekeeper.cluster;

import java.nio.file.Path;
import java.util.Map;

/**
 * Chooses where the cluster of a system test runs: in containers where a Docker engine answers and
 * has the images, else as local processes. The system property {@value #PROPERTY} overrules, and
 * without it the environment variable {@value #VARIABLE}: {@code containers} or {@code local}.
 */
public final class TestClusters {
  /** Overrules the choice, and the environment. */
  public static final String PROPERTY = "zonekeeper.test.cluster";

  /** Overrules the choice. */
  public static final String VARIABLE = "ZONEKEEPER_TEST_CLUSTER";

  private TestClusters() {}

  /**
   * Starts a cluster and waits until it answers.
   *
   * @param directory where a local cluster keeps logs and data
   */
  public static ClusterProvider start(Path directory, BrokerLimits limits)
      throws InterruptedException {
    return start(directory, limits, 1);
  }

  /**
   * As {@link #start(Path, BrokerLimits)}, of so many brokers; several are always local, since in
   * containers there is one.
   */
  public static ClusterProvider start(Path directory, BrokerLimits limits, int brokers)
      throws InterruptedException {
    return brokers == 1 && inContainers()
        ? ContainerCluster.start(limits)
        : LocalCluster.in(directory).limits(limits).brokers(brokers).start();
  }

  /**
   * Whether clusters run in containers here. Asks for a Docker engine only if nobody has chosen.
   */
  public static boolean inContainers() {
    String wanted = wanted(System.getProperty(PROPERTY), System.getenv());
    return switch (wanted) {
      case "" -> ContainerCluster.isPossible();
      case "containers" -> true;
      case "local" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s or %s is '%s': must be 'containers' or 'local'"
                  .formatted(PROPERTY, VARIABLE, wanted));
    };
  }

  static String wanted(String property, Map<String, String> environment) {
    String given = property == null ? "" : property.strip();
    return given.isEmpty() ? environment.getOrDefault(VARIABLE, "").strip() : given;
  }
}
