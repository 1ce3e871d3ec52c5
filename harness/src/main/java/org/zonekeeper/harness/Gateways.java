package org.zonekeeper.harness;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.Ports;

/**
 * The gateways of a run that are processes of their own, so that they can be killed. What is done
 * to them stands in the incident log. Not for several threads at a time.
 */
public final class Gateways implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("^desktop-gateway listening on (\\S+:\\d+)");

  /** Some seconds on a quiet machine; a busy one shall not fail the run. */
  private static final Duration START_WITHIN = Duration.ofMinutes(5);

  /** It may write an archive of its classes when all else is done. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(45);

  private final EvidenceFiles files;
  private final IncidentLog incidents;
  private final Map<String, String> settings;
  private final ProgramBuilds builds;
  private final Ports ports = new Ports();
  private final Map<String, Integer> portOf = new HashMap<>();
  private final Map<String, ChildProcess> processes = new LinkedHashMap<>();

  /**
   * @param settings of every gateway, as {@code --set} takes them, but for its id and port
   * @param builds from which they are started
   */
  Gateways(
      EvidenceFiles files,
      IncidentLog incidents,
      Map<String, String> settings,
      ProgramBuilds builds) {
    this.files = files;
    this.incidents = incidents;
    this.settings = Map.copyOf(settings);
    this.builds = builds;
  }

  /**
   * Starts one and waits until it listens; where it listened before, if it ran before.
   *
   * @return where desktops connect: {@code ws://host:port}
   * @throws org.zonekeeper.cluster.process.StartFailure if it does not come up
   */
  public URI start(String id) throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.id", id);
    all.put(
        "listen.port",
        Integer.toString(portOf.computeIfAbsent(id, one -> ports.any("gateway " + one))));
    List<String> arguments = new ArrayList<>();
    ProgramBuild build = builds.of(id);
    build.known(all).forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    ChildProcess process =
        ChildProcess.named(id)
            .classPath(build.classPath())
            .main(GatewayProcess.class.getName(), arguments.toArray(String[]::new))
            .log(files.gatewayLog(id))
            .start();
    processes.put(id, process);
    incidents.note("gateway-started", Map.of("gateway", id, "build", build.name()));
    process.awaitReady(
        "its listening line", START_WITHIN, () -> listening(process).findAny().isPresent());
    String address = listening(process).reduce((earlier, last) -> last).orElseThrow();
    return URI.create("ws://" + address);
  }

  /**
   * Its process.
   *
   * @throws IllegalArgumentException if none of that id was started
   */
  public ChildProcess process(String id) {
    ChildProcess process = processes.get(id);
    if (process == null) {
      throw new IllegalArgumentException(
          "no gateway '%s' was started; there are %s".formatted(id, processes.keySet()));
    }
    return process;
  }

  /** SIGKILL. */
  public void kill(String id) throws InterruptedException {
    incidents.note("gateway-killed", Map.of("gateway", id));
    process(id).kill();
  }

  /** SIGTERM: it tells its desktops to go elsewhere. Returns when it has ended. */
  public int stop(String id) throws InterruptedException {
    incidents.note("gateway-stopping", Map.of("gateway", id));
    return process(id).stop(STOP_WITHIN);
  }

  private static Stream<String> listening(ChildProcess process) {
    return process.lastLogLines(Integer.MAX_VALUE).stream()
        .map(LISTENING::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  /** Ends what still runs, all at once: each needs a moment, and none waits for another. */
  @Override
  public void close() {
    ChildProcess.closeAll(processes.values());
    ports.close();
  }
}
