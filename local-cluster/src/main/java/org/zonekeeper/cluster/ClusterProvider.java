package org.zonekeeper.cluster;

import java.net.URI;
import java.util.Map;

/**
 * A running Kafka cluster with a schema registry, wherever it runs. Tests and the demo see only
 * this, so that the same test runs on local processes and in containers.
 *
 * <p>Methods may be called from any thread, but only one that starts or stops something at a time.
 */
public interface ClusterProvider extends AutoCloseable {
  /** Kafka's {@code bootstrap.servers}: every broker, the same over restarts. */
  String bootstrapServers();

  /**
   * As {@link #bootstrapServers()}, by the way that is kept for one user: only where the network
   * can be cut does it differ.
   *
   * @param user the name of a process, such as am-1
   */
  default String bootstrapServers(String user) {
    return bootstrapServers();
  }

  /**
   * What the Kafka clients of a part need to log on: Kafka's own keys. None where everybody may do
   * everything.
   *
   * @param part as the rules of access name it, such as agent-manager
   */
  default Map<String, String> logOn(String part) {
    return Map.of();
  }

  /** The registry's base address for Confluent's REST protocol, the same over restarts. */
  URI registryUrl();

  /** Kills a broker as {@code kill -9} would; {@code number} counts from 1. */
  void killBroker(int number) throws InterruptedException;

  /**
   * Stops a broker in order if it runs, starts it on the same port with the same data, and waits
   * until it answers.
   *
   * @throws StartFailure when it does not come up
   */
  void restartBroker(int number) throws InterruptedException;

  /** Takes the registry away; what it held is lost, as its storage is in memory. */
  void stopRegistry() throws InterruptedException;

  /**
   * Starts the registry on the same port and waits until it answers.
   *
   * @throws StartFailure when it does not come up
   */
  void startRegistry() throws InterruptedException;

  /** Stops everything; safe to call twice. */
  @Override
  void close();
}
