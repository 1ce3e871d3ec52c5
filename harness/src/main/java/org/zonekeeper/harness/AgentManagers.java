package org.zonekeeper.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.clock.SettableClock;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.ClassArchive;
import org.zonekeeper.cluster.process.FullDisk;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.cluster.process.Signal;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.SystemRunPlan.Parts.Classes;
import org.zonekeeper.harness.SystemRunPlan.Parts.Clocks;
import org.zonekeeper.harness.SystemRunPlan.Parts.Jvms;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.KafkaConnection;

/**
 * The Agent Managers of a run, each a process of its own. What is done to them stands in the
 * incident log. Not for several threads at a time.
 */
public final class AgentManagers implements AutoCloseable {
  /** What they remember for ten minutes at full pace takes a third of it. */
  private static final int HEAP_MEGABYTES = 512;

  /** Some seconds on a quiet machine; a busy one shall not fail the run. */
  private static final Duration START_WITHIN = Duration.ofMinutes(5);

  /** It may write an archive of its classes when all else is done. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(45);

  private static final Duration ARCHIVED_WITHIN = Duration.ofMinutes(5);

  private final ClusterProvider cluster;
  private final ZoneDirectory zones;
  private final EvidenceFiles files;
  private final IncidentLog incidents;
  private final Map<String, String> settings;
  private final Map<String, Map<String, String>> settingsOfOne;
  private final Jvms jvms;
  private final ProgramBuilds builds;
  private final Map<String, SettableClock> settable = new HashMap<>();
  private final Map<String, ChildProcess> processes = new LinkedHashMap<>();
  private List<String> classFlags = List.of();

  /**
   * @param parts with the settings for every Agent Manager and for single ones, as {@code --set}
   *     takes them
   * @param builds from which they are started
   */
  AgentManagers(
      ClusterProvider cluster,
      ZoneDirectory zones,
      EvidenceFiles files,
      IncidentLog incidents,
      SystemRunPlan.Parts parts,
      ProgramBuilds builds) {
    this.cluster = cluster;
    this.zones = zones;
    this.files = files;
    this.incidents = incidents;
    this.settings = parts.agentManager();
    this.settingsOfOne = parts.agentManagersOwn();
    this.jvms = parts.jvms();
    this.builds = builds;
  }

  /**
   * As {@link #start}, the first time in a run.
   *
   * @throws StartFailure if one does not come up, with its last words
   */
  void open(List<String> ids) throws IOException, InterruptedException {
    if (jvms.classes() == Classes.ARCHIVE && ClassArchive.isPossible()) {
      ClassArchive archive =
          ClassArchive.sharedOr("archiving-agent-manager", files.agentManagerClasses());
      if (!Files.exists(archive.file())) {
        archiveClasses(ids.getFirst(), archive);
      }
      classFlags = archive.useFlags();
    }
    start(ids);
  }

  /**
   * Starts them at the same time and waits until each runs.
   *
   * @throws org.zonekeeper.cluster.process.StartFailure if one does not come up, with its last
   *     words
   */
  public void start(List<String> ids) throws IOException, InterruptedException {
    for (String id : ids) {
      start(id, jvmFlags(id));
    }
    for (String id : ids) {
      awaitReady(id);
    }
  }

  /** The ids of those that run, frozen ones included. */
  public List<String> alive() {
    return processes.entrySet().stream()
        .filter(entry -> entry.getValue().isAlive())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * SIGKILL.
   *
   * @return when it was sent, epoch milliseconds
   */
  public long kill(String id) throws InterruptedException {
    long at = System.currentTimeMillis();
    process(id).kill();
    incidents.note(
        at, "killed", Map.of("agentManager", id, "certainAt", System.currentTimeMillis()));
    return at;
  }

  /** SIGSTOP, for longer than every time-out: to the others it is dead. */
  public void freeze(String id) throws IOException, InterruptedException {
    long at = System.currentTimeMillis();
    process(id).signal(Signal.STOP);
    incidents.note(
        at, "frozen", Map.of("agentManager", id, "certainAt", System.currentTimeMillis()));
  }

  /** SIGCONT. */
  public void thaw(String id) throws IOException, InterruptedException {
    incidents.note("thawed", Map.of("agentManager", id));
    process(id).signal(Signal.CONT);
  }

  /** No file takes another byte of it: neither its state directory nor its log. */
  public void fillDisk(String id) throws IOException, InterruptedException {
    incidents.note("disk-filled", Map.of("agentManager", id));
    FullDisk.under(process(id));
  }

  /** Its files take what it writes again. */
  public void emptyDisk(String id) throws IOException, InterruptedException {
    FullDisk.endFor(process(id));
    incidents.note("disk-emptied", Map.of("agentManager", id));
  }

  /**
   * Sets the clock of its host, whether it runs or not.
   *
   * @param by forward; negative: back
   * @throws IllegalStateException if it goes by this machine's clock
   */
  public void setClock(String id, Duration by) {
    SettableClock clock = clockOf(id);
    incidents.note("clock-set", Map.of("agentManager", id, "byMillis", by.toMillis()));
    clock.set(by);
  }

  /**
   * One of its Streams threads dies of an exception in the middle of its work; the process lives.
   *
   * @throws IllegalStateException if it goes by this machine's clock, where nothing can be put in
   */
  public void killThread(String id) {
    SettableClock clock = clockOf(id);
    incidents.note("thread-killed", Map.of("agentManager", id));
    clock.killStreamsThread();
  }

  private SettableClock clockOf(String id) {
    SettableClock clock = settable.get(id);
    if (clock == null) {
      throw new IllegalStateException(id + " goes by this machine's clock, which nobody sets");
    }
    return clock;
  }

  /** Stops its process for a while that is too short for anybody to notice. */
  public void cutOff(String id, Duration pause) throws IOException, InterruptedException {
    process(id).signal(Signal.STOP);
    // Between these two times it surely did nothing; sending a signal takes a while itself.
    long at = System.currentTimeMillis();
    // The pause is the disturbance itself, not a wait for something to happen.
    Thread.sleep(pause);
    long until = System.currentTimeMillis();
    process(id).signal(Signal.CONT);
    incidents.note(at, "cut-off", Map.of("agentManager", id, "until", until));
  }

  /** SIGTERM: it hands its zones over. Returns when it has ended. */
  public int stop(String id) throws InterruptedException {
    return stop(id, STOP_WITHIN);
  }

  private int stop(String id, Duration within) throws InterruptedException {
    incidents.note("stopping", Map.of("agentManager", id));
    int exitCode = process(id).stop(within);
    incidents.note("stopped", Map.of("agentManager", id, "exitCode", exitCode));
    return exitCode;
  }

  /** The JVM flags of an Agent Manager that runs; its classes' origin left out. */
  public static List<String> steadyJvmFlags() {
    return JvmFlags.fastStartShortPauses(HEAP_MEGABYTES);
  }

  /** Its process, for tests that do other things to it. */
  public ChildProcess process(String id) {
    ChildProcess process = processes.get(id);
    if (process == null) {
      throw new IllegalArgumentException(
          "no Agent Manager '%s' was started; there are %s".formatted(id, processes.keySet()));
    }
    return process;
  }

  /** Ends what still runs, all at once: each needs a moment, and none waits for another. */
  @Override
  public void close() {
    ChildProcess.closeAll(processes.values());
  }

  /** Lets it take all zones and hand them over, and has it archive what it loaded for that. */
  private void archiveClasses(String id, ClassArchive archive)
      throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(steadyJvmFlags());
    flags.addAll(archive.recordFlags());
    start(id, flags);
    awaitReady(id);
    stop(id, ARCHIVED_WITHIN);
    if (!Files.exists(archive.file())) {
      throw new StartFailure(
          "%s has written no archive of its classes into %s; its log is %s"
              .formatted(id, archive.file(), files.agentManagerLog(id)));
    }
  }

  private void start(String id, List<String> jvmFlags) throws IOException {
    processes.put(id, launch(id, jvmFlags));
    incidents.note("started", Map.of("agentManager", id, "build", builds.of(id).name()));
  }

  private void awaitReady(String id) throws InterruptedException {
    ChildProcess process = process(id);
    process.awaitReady("its ready line", START_WITHIN, () -> AgentManagerLaunch.isReady(process));
  }

  private ChildProcess launch(String id, List<String> jvmFlags) throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(settingsOfOne.getOrDefault(id, Map.of()));
    return new AgentManagerLaunch(
            id,
            new KafkaConnection(cluster.bootstrapServers(id), cluster.logOn("agent-manager")),
            cluster.registryUrl().toString(),
            zones,
            files.agentManagerState(id),
            builds.of(id).known(all))
        .start(builds.of(id), jvmFlags, files.agentManagerLog(id));
  }

  private List<String> jvmFlags(String id) {
    List<String> flags = new ArrayList<>(steadyJvmFlags());
    flags.addAll(classFlags);
    if (jvms.clocks() == Clocks.SETTABLE) {
      flags.addAll(
          settable
              .computeIfAbsent(id, one -> SettableClock.in(files.agentManagerClock(one)))
              .jvmFlags());
    }
    return flags;
  }
}
