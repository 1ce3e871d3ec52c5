package org.zonekeeper.am.app;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.zonekeeper.am.app.AgentManagerSettings.Installation;
import org.zonekeeper.schemas.TopicSetup;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.registry.RegistryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code run agent-manager}: one Agent Manager in the foreground, until SIGTERM. Exit codes: 0
 * stopped in good order, 1 could not start, failed, or its host's clock was set back, 2 called
 * wrongly.
 */
@Command(
    name = "agent-manager",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run one Agent Manager in the foreground, until Ctrl-C or SIGTERM, which hand its zones"
          + " over.",
      "Every option can also come from the environment, as the variable named with it."
    },
    footer = {
      "",
      "Exit codes: 0 stopped; 1 it could not start, or gave up, and said why; 2 called wrongly;",
      "3 the host's clock was set back too far: to be started again."
    })
public final class AgentManagerCommand implements Callable<Integer> {
  private static final int CLOCK_SET_BACK = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      defaultValue = "${env:ZONEKEEPER_BOOTSTRAP_SERVERS}",
      description = "The Kafka cluster (ZONEKEEPER_BOOTSTRAP_SERVERS).")
  private String bootstrapServers;

  @Option(
      names = {"--registry", "--registry-url"},
      required = true,
      paramLabel = "URL",
      defaultValue = "${env:ZONEKEEPER_REGISTRY}",
      description = "The schema registry; several URLs separated by commas (ZONEKEEPER_REGISTRY).")
  private String registry;

  @Option(
      names = "--id",
      required = true,
      paramLabel = "ID",
      defaultValue = "${env:ZONEKEEPER_ID}",
      description = "This Agent Manager's id, the same after a restart (ZONEKEEPER_ID).")
  private String id;

  @Option(
      names = "--zones",
      required = true,
      paramLabel = "ZONES",
      defaultValue = "${env:ZONEKEEPER_ZONES}",
      description =
          "The zones and their partitions, such as Default=0,north=1;8 (ZONEKEEPER_ZONES).")
  private String zones;

  @Option(
      names = "--state-dir",
      required = true,
      paramLabel = "DIR",
      defaultValue = "${env:ZONEKEEPER_STATE_DIR}",
      description =
          "Where Kafka Streams may keep files; its own for each Agent Manager"
              + " (ZONEKEEPER_STATE_DIR).")
  private Path stateDirectory;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "A setting; may be repeated (ZONEKEEPER_SET, separated by semicolons). 'kafka.KEY' goes to"
            + " the Kafka clients, 'registry.KEY' to the registry's client. '--settings' lists all."
      })
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--settings",
      help = true,
      description = "List every setting with its default and its reason, and end.")
  private boolean listSettings;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (listSettings) {
      SettingsList.print(out);
      return 0;
    }
    AgentManagerSettings settings = settings();
    try (Admin admin = Admin.create(AgentManager.adminSettings(settings))) {
      verifyTopics(admin, settings);
      AgentManager agentManager = AgentManager.open(settings, admin);
      return run(agentManager, out);
    } catch (RegistryException | StartException | UncheckedIOException | KafkaException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("agent-manager: " + e.getMessage());
      err.flush();
      return 1;
    }
  }

  private int run(AgentManager agentManager, PrintWriter out) throws InterruptedException {
    Thread onSignal = new Thread(() -> stopAndHalt(agentManager), "stop");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      agentManager.start();
    } catch (StartException e) {
      // It has not joined: to stop it in good order would take the other's members out.
      Runtime.getRuntime().removeShutdownHook(onSignal);
      throw e;
    }
    agentManager.awaitReady();
    if (!agentManager.hasFailed()) {
      out.printf(
          "ready agent-manager id=%s incarnation=%s peers=%s queries=%s%n",
          agentManager.self().getAgentManager(),
          agentManager.self().getIncarnation(),
          agentManager.peerAddress(),
          agentManager.queryAddress());
      out.flush();
      agentManager.awaitFailure();
    }
    if (agentManager.clientsHang()) {
      Runtime.getRuntime().halt(CLOCK_SET_BACK);
    }
    Runtime.getRuntime().removeShutdownHook(onSignal);
    agentManager.stop();
    return 1;
  }

  /**
   * A JVM that was asked to end exits with 128 + the signal, whatever it did; ours exits with 0.
   */
  private static void stopAndHalt(AgentManager agentManager) {
    int exitCode = 1;
    try {
      agentManager.stop();
      exitCode = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  private AgentManagerSettings settings() {
    try {
      Map<String, String> all = new LinkedHashMap<>();
      String environment = System.getenv().getOrDefault("ZONEKEEPER_SET", "");
      for (String pair : environment.isBlank() ? new String[0] : environment.split(";", -1)) {
        String[] parts = pair.split("=", 2);
        if (parts.length != 2) {
          throw new IllegalArgumentException(
              "ZONEKEEPER_SET: '%s' is not KEY=VALUE".formatted(pair));
        }
        all.put(parts[0].strip(), parts[1].strip());
      }
      all.putAll(overrides);
      return AgentManagerSettings.of(
          new Installation(
              id, bootstrapServers, registry, ZoneDirectory.parse(zones), stateDirectory),
          all);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void verifyTopics(Admin admin, AgentManagerSettings settings)
      throws InterruptedException {
    String brokers = settings.installation().bootstrapServers();
    try {
      new TopicSetup(admin, settings.installation().directory()).verify();
    } catch (IllegalStateException e) {
      throw new StartException(e.getMessage(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new StartException(
            "the brokers at %s lack a topic of the contract (%s); create the topics first"
                .formatted(brokers, e.getCause().getMessage()),
            e);
      }
      if (e.getCause() instanceof TimeoutException) {
        throw new StartException(
            "no Kafka broker answers at %s; is it running, and is the address right?"
                .formatted(brokers),
            e);
      }
      throw new StartException(
          "the brokers at %s refuse to describe the topics: %s"
              .formatted(brokers, e.getCause().getMessage()),
          e);
    }
  }
}
