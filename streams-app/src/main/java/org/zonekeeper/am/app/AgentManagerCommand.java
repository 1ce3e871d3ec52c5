package org.zonekeeper.am.app;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.settings.SettingsOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
      "Exactly one of each id may run; '--settings' lists what can be set."
    },
    footer = {
      "",
      "Exit codes: 0 stopped; 1 it could not start, or gave up, and said why; 2 called wrongly;",
      "3 the host's clock was set back too far: to be started again."
    })
public final class AgentManagerCommand implements Callable<Integer> {
  private static final int CLOCK_SET_BACK = 3;

  /** As the rules of access call it. */
  private static final String PART = "agent-manager";

  @Spec private CommandSpec spec;

  @Mixin private final SettingsOptions options = new SettingsOptions(AgentManagerSetting.CATALOGUE);

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (options.list(out)) {
      return 0;
    }
    AgentManagerSettings settings = AgentManagerSettings.of(options.read());
    try (Admin admin = AgentManager.admin(settings)) {
      verifyTopics(admin, settings);
      AgentManager agentManager = AgentManager.open(settings, admin);
      return run(agentManager, out);
    } catch (UncheckedIOException | KafkaException e) {
      throw new StartException(e.getMessage(), e);
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
          "ready agent-manager id=%s incarnation=%s peers=%s queries=%s management=%s%n",
          agentManager.self().getAgentManager(),
          agentManager.self().getIncarnation(),
          agentManager.peerAddress(),
          agentManager.queryAddress(),
          agentManager.managementAddress());
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

  private static void verifyTopics(Admin admin, AgentManagerSettings settings)
      throws InterruptedException {
    new TopicSetup(admin, settings.installation().directory())
        .requireFor(PART, settings.installation().bootstrapServers());
  }
}
