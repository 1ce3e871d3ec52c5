package org.zonekeeper.cluster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.Ports;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * One Kafka broker, which is its own KRaft controller too, as a child process. Belongs to a {@link
 * LocalCluster}, which sees to it that one thread at a time uses it.
 */
final class BrokerProcess {
  /** A broker is up in 2–4 s on a free machine; this is for a very busy one. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

  private static final Duration STOP_GRACE = Duration.ofSeconds(10);

  private final BrokerPlan plan;
  private final String classPath;
  private final List<String> jvmFlags;
  private ChildProcess process;

  /**
   * @param jvmFlags of its JVM
   */
  BrokerProcess(BrokerPlan plan, String classPath, List<String> jvmFlags) {
    this.plan = plan;
    this.classPath = classPath;
    this.jvmFlags = jvmFlags;
  }

  String address() {
    return plan.address();
  }

  /** Writes the settings and formats the storage, once for the life of the data directory. */
  void format() throws InterruptedException {
    try {
      Files.createDirectories(plan.directory());
      writeSettings();
      copyResource("broker-logback.xml");
    } catch (IOException e) {
      throw new StartFailure(
          "%s: cannot write to %s: %s".formatted(plan.name(), plan.directory(), e), e);
    }
    if (Files.exists(plan.directory().resolve("data").resolve("meta.properties"))) {
      return;
    }
    try (ChildProcess format =
        kafka(
            plan.name() + " storage format",
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            plan.clusterId(),
            "--config",
            settingsFile().toString())) {
      int exitCode = format.onExit().join();
      if (exitCode != 0) {
        throw new StartFailure(
            "%s: Kafka's storage tool ended with exit code %d.%n  %s"
                .formatted(
                    plan.name(),
                    exitCode,
                    String.join(System.lineSeparator() + "  ", format.lastLogLines(15))));
      }
    }
  }

  void start() {
    Ports.free(plan.port(), plan.name());
    process = kafka(plan.name(), "kafka.Kafka", settingsFile().toString());
  }

  /** Waits until this very broker answers and the cluster has as many brokers as planned. */
  void awaitReady() throws InterruptedException {
    Properties settings = new Properties();
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, plan.address());
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "100");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "1000");
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "1000");
    // Before the port is open the client would warn about every attempt.
    process.awaitReady("open port " + plan.port(), START_TIMEOUT, () -> Probe.listens(plan.port()));
    try (Admin admin = Admin.create(settings)) {
      process.awaitReady("answer to describeCluster", START_TIMEOUT, () -> sees(admin));
    }
  }

  private boolean sees(Admin admin) {
    try {
      return admin.describeCluster().nodes().get().stream()
          .anyMatch(node -> node.id() == plan.number());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return false;
      }
      throw new StartFailure(plan.name() + " answers with an error: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void kill() throws InterruptedException {
    if (process != null) {
      process.kill();
    }
  }

  void stop() throws InterruptedException {
    if (process != null) {
      process.stop(STOP_GRACE);
    }
  }

  ChildProcess process() {
    return process;
  }

  private Path settingsFile() {
    return plan.directory().resolve("server.properties");
  }

  private ChildProcess kafka(String name, String mainClass, String... arguments) {
    List<String> flags = new ArrayList<>(jvmFlags);
    flags.add("-Dlogback.configurationFile=" + plan.directory().resolve("broker-logback.xml"));
    return ChildProcess.named(name)
        .classPath(classPath)
        .jvmFlags(flags)
        .main(mainClass, arguments)
        .log(plan.log())
        .start();
  }

  private void writeSettings() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(settingsFile())) {
      for (Map.Entry<String, String> setting : new TreeMap<>(plan.settings()).entrySet()) {
        out.write(setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\"));
        out.newLine();
      }
    }
  }

  private void copyResource(String name) {
    try (InputStream in = BrokerProcess.class.getResourceAsStream(name)) {
      Files.write(plan.directory().resolve(name), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
