package org.zonekeeper.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.cluster.ChildProcess;
import org.zonekeeper.cluster.StartFailure;

/** The Agent Managers, each a process of its own. Used by the demo's one thread. */
final class AgentManagers implements AutoCloseable {
  /** Two seconds on a quiet machine; a busy one shall not fail the demo. */
  private static final Duration START = Duration.ofMinutes(3);

  private final List<String> connection;
  private final Path directory;
  private final Map<String, ChildProcess> processes = new LinkedHashMap<>();

  AgentManagers(String bootstrapServers, String registry, Path directory) {
    this.directory = directory;
    this.connection =
        List.of(
            "--bootstrap-servers",
            bootstrapServers,
            "--registry",
            registry,
            "--zones",
            DemoPlan.ZONES.toString());
  }

  /** Starts one; returns at once. */
  void start(String id) {
    List<String> arguments = new ArrayList<>(List.of("run", "agent-manager", "--id", id));
    arguments.addAll(connection);
    arguments.addAll(List.of("--state-dir", directory.resolve("state-" + id).toString()));
    DemoPlan.AGENT_MANAGER_SETTINGS.forEach(
        (key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    processes.put(
        id,
        ChildProcess.named(id)
            .main("org.zonekeeper.cli.Zonekeeper", arguments.toArray(String[]::new))
            .log(log(id))
            .start());
  }

  /**
   * Waits until it says that it is ready.
   *
   * @param times how often it has been started so far: the log keeps its history
   */
  void awaitReady(String id, int times) throws InterruptedException {
    process(id)
        .awaitReady(
            "its line 'ready agent-manager'",
            START,
            () ->
                process(id).lastLogLines(Integer.MAX_VALUE).stream()
                        .filter(line -> line.startsWith("ready agent-manager"))
                        .count()
                    >= times);
  }

  ChildProcess process(String id) {
    ChildProcess process = processes.get(id);
    if (process == null) {
      throw new StartFailure("there is no Agent Manager " + id);
    }
    return process;
  }

  List<ChildProcess> running() {
    return processes.values().stream().filter(ChildProcess::isAlive).toList();
  }

  Path log(String id) {
    return directory.resolve(id + ".log");
  }

  @Override
  public void close() {
    running().stream().parallel().forEach(ChildProcess::close);
  }
}
