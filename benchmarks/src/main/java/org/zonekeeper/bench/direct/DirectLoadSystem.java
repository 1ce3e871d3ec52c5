package org.zonekeeper.bench.direct;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.gateway.app.GatewaySettings;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.registry.RegistrySettings;

/**
 * Broker, registry and Agent Managers, each a process of its own, and nothing else: no gateway, no
 * recorder. Opened, used and closed by the benchmark's one thread.
 */
public final class DirectLoadSystem implements AutoCloseable {
  private static final short ONE_REPLICA = 1;
  private static final Duration START_WITHIN = Duration.ofMinutes(5);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final LocalCluster cluster;
  private final ZoneDirectory zones;
  private final Path directory;
  private final List<String> jvmFlags;
  private final Admin admin;
  private final Map<String, ChildProcess> agentManagers = new LinkedHashMap<>();

  private DirectLoadSystem(
      LocalCluster cluster, ZoneDirectory zones, Path directory, List<String> jvmFlags) {
    this.cluster = cluster;
    this.zones = zones;
    this.directory = directory;
    this.jvmFlags = jvmFlags;
    this.admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  /**
   * Starts broker and registry and creates the topics; Agent Managers follow.
   *
   * @param jvmFlags of the Agent Managers; a bare pass-through beside them gets the same
   */
  public static DirectLoadSystem open(ZoneDirectory zones, Path directory, List<String> jvmFlags)
      throws InterruptedException, ExecutionException {
    LocalCluster cluster = LocalCluster.in(directory.resolve("cluster")).longLived().start();
    DirectLoadSystem system = new DirectLoadSystem(cluster, zones, directory, jvmFlags);
    try {
      var unused = new TopicSetup(system.admin, zones).create(ONE_REPLICA);
      return system;
    } catch (InterruptedException | ExecutionException | RuntimeException e) {
      system.close();
      throw e;
    }
  }

  /** Which partition is which zone. */
  public ZoneDirectory zones() {
    return zones;
  }

  /** The broker. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** Where the registry is. */
  public String registryUrl() {
    return cluster.registryUrl().toString();
  }

  /** Of a gateway in this process, for this machine alone: tokens are not what is measured. */
  public GatewaySettings gatewaySettings() {
    return GatewaySettings.from(
        Map.of(
            "gateway.id",
            "gateway_1",
            "bootstrap.servers",
            bootstrapServers(),
            "insecure.development",
            "yes",
            "listen.host",
            "127.0.0.1",
            "listen.port",
            "0",
            "registry.urls",
            registryUrl(),
            "zones",
            zones().toString()));
  }

  /** The registry, as a client wants it. */
  public RegistrySettings registry() {
    return RegistrySettings.at(registryUrl());
  }

  /** A connection for questions about topics and groups; closed with the system. */
  public Admin admin() {
    return admin;
  }

  /** The broker's process. */
  public ChildProcess broker() {
    return cluster.processes().getFirst();
  }

  /** All processes that run: broker, registry and Agent Managers. */
  public List<ChildProcess> processes() {
    return Stream.concat(cluster.processes().stream(), livingAgentManagers().stream()).toList();
  }

  /** An Agent Manager's process. */
  public ChildProcess agentManager(String id) {
    ChildProcess process = agentManagers.get(id);
    if (process == null) {
      throw new IllegalArgumentException(
          "no Agent Manager '%s' was started; there are %s".formatted(id, agentManagers.keySet()));
    }
    return process;
  }

  /** Those that run, in the order of their first start. */
  public List<ChildProcess> livingAgentManagers() {
    return agentManagers.values().stream().filter(ChildProcess::isAlive).toList();
  }

  /**
   * Starts an Agent Manager and waits until it is a member of the group.
   *
   * @param settings that differ from the product's own
   * @throws org.zonekeeper.cluster.process.StartFailure if it does not come up
   */
  public void start(String id, Map<String, String> settings)
      throws IOException, InterruptedException {
    ChildProcess process =
        new AgentManagerLaunch(
                id,
                KafkaConnection.to(bootstrapServers()),
                registryUrl(),
                zones,
                directory.resolve("state").resolve(id),
                settings)
            .start(jvmFlags, directory.resolve("%s-%d.log".formatted(id, System.nanoTime())));
    agentManagers.put(id, process);
    process.awaitReady("its ready line", START_WITHIN, () -> AgentManagerLaunch.isReady(process));
  }

  /** SIGTERM: it hands its zones over. */
  public void stop(String id) throws InterruptedException {
    var unused = agentManager(id).stop(STOP_WITHIN);
  }

  @Override
  public void close() {
    agentManagers.values().forEach(ChildProcess::close);
    admin.close();
    cluster.close();
  }
}
