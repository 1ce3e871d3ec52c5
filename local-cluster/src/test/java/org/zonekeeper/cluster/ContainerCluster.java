package org.zonekeeper.cluster;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.WaitAllStrategy;
import org.testcontainers.utility.DockerImageName;
import org.zonekeeper.cluster.BrokerPlan.ClusterPorts;
import org.zonekeeper.cluster.process.Ports;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * One broker of the official Kafka image and a registry in containers, through Testcontainers, on a
 * Docker engine of this machine. Host ports are chosen beforehand, since a restarted broker must
 * come back where it was.
 */
public final class ContainerCluster implements ClusterProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerCluster.class);

  private static final DockerImageName BROKER_IMAGE = DockerImageName.parse("apache/kafka:4.4.0");
  private static final DockerImageName REGISTRY_IMAGE =
      DockerImageName.parse("apicurio/apicurio-registry:3.3.3");

  private static final Duration PULL_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final int REGISTRY_PORT = 8080;
  private static final int STOP_SECONDS = 10;

  private final GenericContainer<?> broker;
  private final GenericContainer<?> registry;
  private final int brokerPort;
  private final int registryPort;
  private final Ports ports;

  private ContainerCluster(BrokerPlan plan, Ports ports) {
    this.brokerPort = plan.port();
    this.registryPort = ports.any("the schema registry");
    this.ports = ports;
    this.broker =
        new GenericContainer<>(BROKER_IMAGE)
            .withEnv(environment(plan))
            .withEnv("CLUSTER_ID", plan.clusterId())
            .waitingFor(nothing());
    // The container listens on the very port that clients outside use, so one address serves all.
    broker.setPortBindings(List.of("127.0.0.1:" + brokerPort + ":" + brokerPort));
    this.registry =
        new GenericContainer<>(REGISTRY_IMAGE)
            .withEnv("QUARKUS_OTEL_SDK_DISABLED", "true")
            .withEnv("APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD")
            .waitingFor(nothing());
    registry.setPortBindings(List.of("127.0.0.1:" + registryPort + ":" + REGISTRY_PORT));
  }

  /**
   * Whether a Docker engine answers and has, or can get, every image that {@link #start} needs.
   * Asked once for all of this process, because a registry that cannot be reached takes its time.
   */
  public static boolean isPossible() {
    return Engine.IS_POSSIBLE;
  }

  private static final class Engine {
    static final boolean IS_POSSIBLE = ask();

    private static boolean ask() {
      try {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
          return false;
        }
        DockerClient docker = DockerClientFactory.instance().client();
        for (DockerImageName image : List.of(BROKER_IMAGE, REGISTRY_IMAGE)) {
          if (!has(docker, image)) {
            pull(docker, image);
          }
        }
        return true;
      } catch (ContainerFetchException
          | ContainerLaunchException
          | DockerException
          | DockerClientException e) {
        LOG.warn("Docker answers, but not every image can be had, so it is not used", e);
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartFailure("interrupted while images were fetched", e);
      }
    }

    private static boolean has(DockerClient docker, DockerImageName image) {
      try {
        var unused = docker.inspectImageCmd(image.asCanonicalNameString()).exec();
        return true;
      } catch (NotFoundException e) {
        return false;
      }
    }

    /** Once: Testcontainers itself would go on for minutes where no registry can be reached. */
    private static void pull(DockerClient docker, DockerImageName image)
        throws InterruptedException {
      boolean done =
          docker
              .pullImageCmd(image.asCanonicalNameString())
              .start()
              .awaitCompletion(PULL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      if (!done) {
        throw new DockerClientException("no " + image + " within " + PULL_TIMEOUT);
      }
    }
  }

  /** Starts both containers and waits until they answer. */
  public static ContainerCluster start(BrokerLimits limits) {
    Ports ports = new Ports();
    BrokerPlan plan =
        new BrokerPlan(
            1,
            new ClusterPorts(
                List.of(ports.any("a Kafka broker")), List.of(ports.any("a KRaft controller"))),
            Path.of("/tmp/kafka"),
            Path.of("/dev/stdout"),
            Uuid.randomUuid().toString(),
            limits,
            Map.of(),
            Optional.empty());
    ContainerCluster cluster = new ContainerCluster(plan, ports);
    boolean started = false;
    try {
      cluster.registry.start();
      cluster.broker.start();
      cluster.awaitBroker();
      cluster.awaitRegistry();
      started = true;
      return cluster;
    } finally {
      if (!started) {
        cluster.close();
      }
    }
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  @Override
  public URI registryUrl() {
    return URI.create("http://127.0.0.1:" + registryPort + "/apis/ccompat/v7");
  }

  @Override
  public void killBroker(int number) {
    requireFirst(number);
    broker.getDockerClient().killContainerCmd(broker.getContainerId()).exec();
  }

  @Override
  public void restartBroker(int number) {
    requireFirst(number);
    if (broker.isRunning()) {
      stop(broker);
    }
    broker.getDockerClient().startContainerCmd(broker.getContainerId()).exec();
    awaitBroker();
  }

  @Override
  public void stopRegistry() {
    stop(registry);
  }

  @Override
  public void startRegistry() {
    if (registry.isRunning()) {
      stop(registry);
    }
    registry.getDockerClient().startContainerCmd(registry.getContainerId()).exec();
    awaitRegistry();
  }

  @Override
  public void close() {
    broker.close();
    registry.close();
    ports.close();
  }

  /**
   * Testcontainers' own wait looks for the port at the address that it believes the engine to have,
   * which is the bridge's when this process is in a container itself; ours is on loopback only, and
   * we wait for answers, not for ports.
   */
  private static WaitAllStrategy nothing() {
    return new WaitAllStrategy();
  }

  private static void stop(GenericContainer<?> container) {
    container
        .getDockerClient()
        .stopContainerCmd(container.getContainerId())
        .withTimeout(STOP_SECONDS)
        .exec();
  }

  private static void requireFirst(int number) {
    if (number != 1) {
      throw new IllegalArgumentException("No broker " + number + ": there is one, numbered 1");
    }
  }

  private void awaitBroker() {
    await("broker in its container").atMost(START_TIMEOUT).until(this::brokerAnswers);
  }

  private boolean brokerAnswers() throws InterruptedException {
    if (!Probe.listens(brokerPort)) {
      return false;
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "default.api.timeout.ms",
            "2000",
            "request.timeout.ms",
            "1000");
    try (Admin admin = Admin.create(settings)) {
      return admin.describeCluster().nodes().get().size() == 1;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return false;
      }
      throw new StartFailure("The broker answers with an error: " + e.getCause(), e);
    }
  }

  private void awaitRegistry() {
    URI subjects = URI.create(registryUrl() + "/subjects");
    try (HttpClient client = HttpClient.newHttpClient()) {
      await("registry in its container")
          .atMost(START_TIMEOUT)
          .until(() -> Probe.answers(client, subjects, anybody -> true));
    }
  }

  /** The local broker's settings, as the official image wants them: in its environment. */
  private static Map<String, String> environment(BrokerPlan plan) {
    Map<String, String> settings = new HashMap<>(plan.settings());
    settings.put(
        "listeners",
        settings.get("listeners").replace("PLAINTEXT://127.0.0.1:", "PLAINTEXT://0.0.0.0:"));
    Map<String, String> environment = new HashMap<>();
    settings.forEach(
        (key, value) ->
            environment.put("KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return environment;
  }
}
