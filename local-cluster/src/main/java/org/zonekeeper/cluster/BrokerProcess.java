package org.zonekeeper.cluster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
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
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.errors.TimeoutException;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * One Kafka broker, which is its own KRaft controller too, as a child process. Belongs to a {@link
 * LocalCluster}, which sees to it that one thread at a time uses it.
 */
final class BrokerProcess {
  /** A broker is up in 2–4 s on a free machine; with ten times its work it once took over 90. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration STOP_GRACE = Duration.ofSeconds(30);

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

  String securedAddress() {
    return plan.securedAddress();
  }

  void start() {
    try {
      Files.createDirectories(plan.directory());
      writeSettings();
      copyResource("broker-logback.xml");
    } catch (IOException e) {
      throw new StartFailure(
          "%s: cannot write to %s: %s".formatted(plan.name(), plan.directory(), e), e);
    }
    List<String> flags = new ArrayList<>(jvmFlags);
    flags.add("-Dlogback.configurationFile=" + plan.directory().resolve("broker-logback.xml"));
    process =
        ChildProcess.named(plan.name())
            .classPath(classPath)
            .jvmFlags(flags)
            .main(
                KafkaMain.class.getName(),
                settingsFile().toString(),
                plan.data().toString(),
                plan.clusterId())
            .log(plan.log())
            .start();
  }

  /** Waits until this very broker answers: not a stranger's that listens on its port. */
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
      DescribeClusterResult cluster = admin.describeCluster();
      return cluster.clusterId().get().equals(plan.clusterId())
          && cluster.nodes().get().stream().anyMatch(node -> node.id() == plan.number());
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

  private void writeSettings() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(settingsFile())) {
      for (Map.Entry<String, String> setting : new TreeMap<>(plan.settings()).entrySet()) {
        out.write(setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\"));
        out.newLine();
      }
    }
  }

  private void copyResource(String name) throws IOException {
    try (InputStream in = BrokerProcess.class.getResourceAsStream(name)) {
      Files.write(plan.directory().resolve(name), in.readAllBytes());
    }
  }
}
