package org.zonekeeper.harness.rig;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.network.NetworkLinkProcess;
import org.zonekeeper.cluster.process.Ports;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.CloseOnFailure;
import org.zonekeeper.harness.EvidenceFiles;
import org.zonekeeper.harness.StandbyCopies;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.harness.SystemRunPlan;
import org.zonekeeper.harness.SystemRunPlan.Parts;
import org.zonekeeper.harness.SystemRunPlan.Parts.Classes;
import org.zonekeeper.harness.SystemRunPlan.Parts.Clocks;
import org.zonekeeper.harness.SystemRunPlan.Parts.Jvms;
import org.zonekeeper.harness.rig.RigPlan.Wiring;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.robots.DesktopFleet;
import org.zonekeeper.simulators.robots.FleetPlan;
import org.zonekeeper.simulators.robots.SupervisorDesktop;
import org.zonekeeper.simulators.robots.Transcript;

/**
 * The whole system under load: a broker with stock limits, a registry and the Agent Managers as
 * processes of their own; gateway, forwarder, recorder, platform and all desktops in this one, over
 * real sockets. Opened, used and closed by the benchmark's one thread.
 */
public final class Rig implements AutoCloseable {
  private static final int ANSWER_SECONDS = 60;

  /** Whose ways to the brokers can be cut. */
  private static final List<String> CABLED =
      Stream.concat(RigPlan.AGENT_MANAGERS.stream(), Stream.of(SystemRun.GATEWAY)).toList();

  private final RigLoad load;
  private final RigPlan plan;
  private final CloseOnFailure parts = new CloseOnFailure("the rig");
  private LocalCluster cluster;
  private CuttableNetwork network;
  private SystemRun stage;
  private Transcript transcript;
  private SupervisorDesktop supervisor;
  private RigWork work;
  private DesktopFleet fleet;
  private RigCondition condition;

  private Rig(RigPlan plan) {
    this.plan = plan;
    this.load = plan.load();
  }

  /**
   * Starts everything and waits until it works under load.
   *
   * @param progress is told in a few words what is going on
   * @throws StartFailure if a part does not start or the load does not come up in time
   */
  public static Rig open(RigPlan plan, Consumer<String> progress) throws Exception {
    Rig rig = new Rig(plan);
    try {
      rig.start(progress);
      return rig;
    } catch (Exception e) {
      rig.parts.closeAfter(e);
      throw e;
    }
  }

  /** The system without the desktops. */
  public SystemRun stage() {
    return stage;
  }

  /** Broker and registry. */
  public LocalCluster cluster() {
    return cluster;
  }

  /** What can be cut; nothing, in a rig that is wired directly. */
  public CuttableNetwork network() {
    return network;
  }

  /** A supervisor at a console. */
  public SupervisorDesktop supervisor() {
    return supervisor;
  }

  /** What there is to do. */
  public RigWork work() {
    return work;
  }

  /** How everything is, and waiting for it to be well. */
  public RigCondition condition() {
    return condition;
  }

  /** The desktops. */
  public DesktopFleet fleet() {
    return fleet;
  }

  /** What it was told to do. */
  public RigLoad load() {
    return load;
  }

  /** Makes everything visible that the desktops have seen so far. */
  public void flushTranscripts() {
    transcript.flush();
  }

  /** The zones of an Agent Manager, as the last heartbeats have them. */
  public List<String> zonesOf(String agentManager) {
    return zones().stream()
        .filter(zone -> stage.zones().ownerOf(zone).filter(agentManager::equals).isPresent())
        .toList();
  }

  /** All zones. */
  public List<String> zones() {
    return load.directory().zones();
  }

  private void start(Consumer<String> progress) throws Exception {
    EvidenceFiles files = new EvidenceFiles(plan.directory());
    LocalCluster.Builder brokers =
        LocalCluster.in(files.cluster())
            .brokers(plan.brokers().count())
            .limits(plan.brokers().limits())
            .longLived();
    if (isCabled()) {
      NetworkLinkProcess cables = parts.keep(NetworkLinkProcess.start(files.cables()));
      cluster = parts.keep(brokers.cables(cables, CABLED).start());
      network =
          CuttableNetwork.cabled(cluster, cables, parts.keep(new Ports()), RigPlan.AGENT_MANAGERS);
    } else {
      cluster = parts.keep(brokers.start());
      network = CuttableNetwork.direct(cluster);
    }
    progress.accept("broker and registry are up");
    stage =
        parts.keep(
            SystemRun.open(
                new SystemRunPlan(
                    load.directory(), RigPlan.AGENT_MANAGERS, settings(), plan.recorderFaults()),
                cluster,
                files,
                progress));
    transcript =
        new Transcript(
            parts.keep(JsonLinesFile.appendTo(files.transcripts())), InstantSource.system());
    supervisor =
        parts.keep(
            SupervisorDesktop.connect(
                    stage.gateway(), stage.tokens(), "bench", transcript, notice -> {})
                .get(ANSWER_SECONDS, TimeUnit.SECONDS));
    work = new RigWork(load, stage, supervisor);
    work.start();
    fleet =
        parts.keep(
            DesktopFleet.start(
                FleetPlan.from(
                        Map.of("seed", Long.toString(load.seed()), "relogin.ms", "1500"),
                        List.of(stage.gateway()),
                        FleetPlan.staff(zones(), load.agentsPerZone()))
                    .withTokens(stage.tokens()),
                transcript));
    progress.accept("%d agents come to work in %d zones".formatted(load.agents(), load.zones()));
    condition = new RigCondition(plan, stage, fleet, parts.keep(new StandbyCopies()));
    condition.awaitSteady();
  }

  private boolean isCabled() {
    return plan.wiring() == Wiring.CABLED;
  }

  private Parts settings() {
    Parts wanted = plan.settings();
    return new Parts(
        wanted.agentManager(),
        network.settings(),
        wanted.gateway(),
        wanted.platform(),
        new Jvms(isCabled() ? Clocks.SETTABLE : Clocks.HOSTS, Classes.ARCHIVE));
  }

  /**
   * Stops everything, last started first; each part gets its turn whatever the others did.
   *
   * @throws IOException with all troubles there were
   */
  @Override
  public void close() throws IOException {
    parts.close();
  }
}
