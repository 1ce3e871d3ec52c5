package org.zonekeeper.chaos.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.chaos.ForeignRecords;
import org.zonekeeper.chaos.soak.WatchedProcess.Collecting;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.harness.CloseOnFailure;
import org.zonekeeper.harness.SystemRunPlan.Parts;
import org.zonekeeper.harness.rig.Rig;
import org.zonekeeper.harness.rig.RigPlan;
import org.zonekeeper.harness.rig.RigPlan.Brokers;
import org.zonekeeper.harness.rig.RigPlan.Wiring;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.recorder.RecorderFaults;
import org.zonekeeper.simulators.robots.Transcript;

/**
 * A contact centre under load with a gateway of its own for strangers, everything hostile at once,
 * and somebody who looks at each process again and again. One thread.
 */
final class SoakRun implements AutoCloseable {
  private static final String GATEWAY = "gateway_2";

  /** Looked at together: they share one load, and whose part of it is the larger wanders. */
  private static final String ALL_ZONES = "all zones";

  /** Each look stops a process for the collection of everything: no peer shall take it for dead. */
  private static final Map<String, String> STOPPED_FOR_SAMPLES =
      Map.of(AgentManagerSetting.PEER_SILENCE.key(), "3000");

  private final SoakPlan plan;
  private final Consumer<String> progress;
  private final CloseOnFailure parts = new CloseOnFailure("the soak");
  private final ZoneEntries entries = parts.keep(new ZoneEntries());
  private final Samples samples = new Samples();
  private final List<String> findings = new ArrayList<>();
  private final List<WatchedProcess> watched = new ArrayList<>();
  private final Map<String, ChildProcess> agentManagers = new TreeMap<>();
  private final Set<String> judged = new LinkedHashSet<>();
  private Rig rig;
  private URI gateway;
  private WellBehaved client;
  private HostileInput hostile;

  private SoakRun(SoakPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Starts everything and waits until it works under load.
   *
   * @param progress is told in a few words what is going on
   */
  static SoakRun open(SoakPlan plan, Path directory, Consumer<String> progress) throws Exception {
    SoakRun run = new SoakRun(plan, progress);
    try {
      run.begin(directory);
      return run;
    } catch (Exception e) {
      run.parts.closeAfter(e);
      throw e;
    }
  }

  /** Soaks, and says what came of it. */
  SoakOutcome play() throws Exception {
    Map<String, String> owners = owners();
    client =
        parts.keep(
            WellBehaved.at(
                gateway,
                rig.stage().tokens(),
                new Transcript(
                    parts.keep(
                        JsonLinesFile.appendTo(
                            rig.stage().files().directory().resolve("soak.jsonl"))),
                    InstantSource.system()),
                rig.zones(),
                managementAddresses()));
    InetAddress self = HostileInput.addressOfTheirOwn().orElse(InetAddress.getLoopbackAddress());
    progress.accept("seed %d: everything at once, from %s".formatted(plan.seed(), self));
    hostile =
        parts.keep(
            HostileInput.begin(
                new ForeignRecords(
                    rig.cluster().bootstrapServers(),
                    rig.cluster().registryUrl().toString(),
                    rig.load().directory()),
                rig.zones(),
                StrangersPorts.of(rig.stage(), gateway, agentManagers.values()),
                self,
                plan));
    long begun = System.nanoTime();
    sampleUntilTheEnd(begun);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    hostile.close();
    findings.addAll(hostile.findings());
    requireSameOwners(owners);
    return new SoakOutcome(
        plan,
        took,
        samples.trendsFrom(plan.warmUp()),
        judged,
        client.answers(),
        hostile.counts(),
        findings,
        samples);
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }

  private void begin(Path directory) throws Exception {
    rig = parts.keep(Rig.open(rigPlan(directory), progress));
    gateway = rig.stage().gateways().start(GATEWAY);
    for (String id : rig.stage().plan().agentManagers()) {
      ChildProcess process = rig.stage().agentManagers().process(id);
      agentManagers.put(id, process);
      watch(id, process, Collecting.ALL);
      judged.add(id);
    }
    watch(GATEWAY, rig.stage().gateways().process(GATEWAY), Collecting.ALL);
    judged.add(GATEWAY);
    judged.add(ALL_ZONES);
    for (ChildProcess process : rig.cluster().processes()) {
      watch(process.name(), process, Collecting.NOTHING);
    }
    progress.accept("looking at " + watched.stream().map(WatchedProcess::name).toList());
  }

  private RigPlan rigPlan(Path directory) {
    return new RigPlan(
        plan.load(),
        directory,
        new Parts(STOPPED_FOR_SAMPLES, Map.of(), plan.load().platform()),
        Wiring.DIRECT,
        RecorderFaults.none(),
        Brokers.stock(1));
  }

  private void watch(String name, ChildProcess process, Collecting collecting) throws IOException {
    watched.add(parts.keep(WatchedProcess.attach(name, process.pid(), collecting)));
  }

  private Map<String, String> managementAddresses() {
    Map<String, String> addresses = new TreeMap<>();
    agentManagers.forEach(
        (id, process) -> addresses.put(id, AgentManagerLaunch.managementAddress(process)));
    return addresses;
  }

  /** Ends early if there is a finding: what comes after it says nothing. */
  private void sampleUntilTheEnd(long begun) throws InterruptedException {
    long end = begun + plan.lasts().toNanos();
    for (long next = begun; next <= end && findings.isEmpty(); ) {
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      hostile.betweenConnections(() -> sample(Duration.ofNanos(System.nanoTime() - begun)));
      next += plan.sampleEvery().toNanos();
    }
  }

  private void sample(Duration at) throws InterruptedException {
    StringJoiner words = new StringJoiner("; ");
    for (WatchedProcess process : watched) {
      try {
        note(process.name(), at, process.look(), words);
      } catch (IOException e) {
        findings.add("%s cannot be looked at any more: %s".formatted(process.name(), e));
      }
    }
    try {
      note(ALL_ZONES, at, entries.ofAll(agentManagers.values()), words);
    } catch (IOException e) {
      findings.add("the zones' entries cannot be looked at any more: " + e);
    }
    progress.accept("%s: %s".formatted(SoakDuration.told(at), words));
    progress.accept("  " + client.inShort());
  }

  private void note(String name, Duration at, Map<Measure, Double> seen, StringJoiner words) {
    samples.add(name, at, seen);
    words.add(inShort(name, seen));
  }

  private static String inShort(String name, Map<Measure, Double> seen) {
    StringJoiner figures = new StringJoiner(", ", name + " ", "");
    seen.forEach((measure, value) -> figures.add(measure.told(value) + " " + measure.words()));
    return figures.toString();
  }

  /** Each zone's owner and epoch. */
  private Map<String, String> owners() {
    Map<String, String> owners = new TreeMap<>();
    for (String zone : rig.zones()) {
      ZoneStatus status = rig.stage().zones().status(zone).orElseThrow();
      owners.put(
          zone, "%s in epoch %d".formatted(status.getOwner().getAgentManager(), status.getEpoch()));
    }
    return owners;
  }

  private void requireSameOwners(Map<String, String> before) {
    owners()
        .forEach(
            (zone, now) -> {
              if (!now.equals(before.get(zone))) {
                findings.add(
                    "zone %s has changed hands: it was owned by %s, now by %s"
                        .formatted(zone, before.get(zone), now));
              }
            });
  }
}
