package org.zonekeeper.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.KafkaConnection;

/**
 * What an Agent Manager as a child process is told. Immutable.
 *
 * @param id its name, and that of the process
 * @param kafka the way to the brokers, and how it logs on there
 * @param registryUrl the way to the schema registry
 * @param zones which partition is which zone
 * @param stateDirectory made if it does not exist
 * @param settings that differ from the product's own, as {@code --set} takes them
 */
public record AgentManagerLaunch(
    String id,
    KafkaConnection kafka,
    String registryUrl,
    ZoneDirectory zones,
    Path stateDirectory,
    Map<String, String> settings) {
  private static final String READY = "ready agent-manager";
  private static final Pattern QUERIES = Pattern.compile(" queries=(\\S+)");
  private static final Pattern MANAGEMENT = Pattern.compile(" management=(\\S+)");
  private static final Pattern PEERS = Pattern.compile(" peers=(\\S+)");

  public AgentManagerLaunch {
    settings = Map.copyOf(settings);
  }

  /**
   * Starts it from this very build, without waiting for anything.
   *
   * @param jvmFlags of its JVM
   * @param log what it prints; an older log goes on
   * @throws IOException if the directory cannot be made or the process not started
   */
  public ChildProcess start(List<String> jvmFlags, Path log) throws IOException {
    return start(ProgramBuild.own(), jvmFlags, log);
  }

  /** As {@link #start(List, Path)}, from that build. */
  ChildProcess start(ProgramBuild build, List<String> jvmFlags, Path log) throws IOException {
    Files.createDirectories(stateDirectory);
    return ChildProcess.named(id)
        .classPath(build.classPath())
        .main(AgentManagerProcess.class.getName(), arguments().toArray(String[]::new))
        .jvmFlags(jvmFlags)
        .log(log)
        .start();
  }

  /** Whether the Agent Manager says that it has become a member of the group. */
  public static boolean isReady(ChildProcess process) {
    return saidReady(process).findAny().isPresent();
  }

  /**
   * Where its live stores can be asked about, host:port, as its log has it.
   *
   * @throws IllegalStateException if it is not ready yet, or answers no queries
   */
  public static String queryAddress(ChildProcess process) {
    return address(process, QUERIES, "queries");
  }

  /**
   * Where its peers connect, host:port, as its log has it.
   *
   * @throws IllegalStateException if it is not ready yet, or watches no peers
   */
  public static String peerAddress(ChildProcess process) {
    return address(process, PEERS, "peers");
  }

  /**
   * Where monitoring asks, host:port, as its log has it.
   *
   * @throws IllegalStateException if it is not ready yet, or answers no monitoring
   */
  public static String managementAddress(ChildProcess process) {
    return address(process, MANAGEMENT, "monitoring");
  }

  private static String address(ChildProcess process, Pattern pattern, String whose) {
    return saidReady(process)
        .reduce((earlier, last) -> last)
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .orElseThrow(
            () -> new IllegalStateException(process.name() + " has named no address for " + whose));
  }

  private static Stream<String> saidReady(ChildProcess process) {
    return process.lastLogLines(Integer.MAX_VALUE).stream().filter(line -> line.startsWith(READY));
  }

  private List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--id",
                id,
                "--registry",
                registryUrl,
                "--zones",
                zones.toString(),
                "--state-dir",
                stateDirectory.toString()));
    Map<String, String> all = new TreeMap<>(kafka.asSettings());
    all.putAll(settings);
    all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return arguments;
  }
}
