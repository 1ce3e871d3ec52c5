package org.zonekeeper.stage.rig;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.StartFailure;
import org.zonekeeper.cluster.cable.CableProcess;
import org.zonekeeper.sim.log.JsonLines;
import org.zonekeeper.sim.robots.DesktopFleet;
import org.zonekeeper.sim.robots.FleetPlan;
import org.zonekeeper.sim.robots.SupervisorDesktop;
import org.zonekeeper.sim.robots.Transcript;
import org.zonekeeper.stage.Copies;
import org.zonekeeper.stage.EvidenceFiles;
import org.zonekeeper.stage.OpenParts;
import org.zonekeeper.stage.Stage;
import org.zonekeeper.stage.StagePlan;
import org.zonekeeper.stage.StagePlan.Parts;
import org.zonekeeper.stage.StagePlan.Parts.Classes;
import org.zonekeeper.stage.StagePlan.Parts.Clocks;
import org.zonekeeper.stage.StagePlan.Parts.Jvms;
import org.zonekeeper.stage.rig.RigPlan.Wiring;

/**
 * The whole system under load: a broker with stock limits, a registry and the Agent Managers as
 * processes of their own; gateway, forwarder, recorder, platform and all desktops in this one, over
 * real sockets. Opened, used and closed by the benchmark's one thread.
 */
public final class Rig implements AutoCloseable {
  private static final int ANSWER_SECONDS = 60;

  /** Whose ways to the brokers can be cut. */
  private static final List<String> CABLED =
      Stream.concat(RigPlan.AGENT_MANAGERS.stream(), Stream.of(Stage.GATEWAY)).toList();

  private final Load load;
  private final RigPlan plan;
  private final OpenParts parts = new OpenParts("the rig");
  private LocalCluster cluster;
  private Network network;
  private Stage stage;
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
  public Stage stage() {
    return stage;
  }

  /** Broker and registry. */
  public LocalCluster cluster() {
    return cluster;
  }

  /** What can be cut; nothing, in a rig that is wired directly. */
  public Network network() {
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
  public Load load() {
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
      CableProcess cables = parts.keep(CableProcess.start(files.cables()));
      cluster = parts.keep(brokers.cables(cables, CABLED).start());
      network = Network.cabled(cluster, cables, RigPlan.AGENT_MANAGERS);
    } else {
      cluster = parts.keep(brokers.start());
      network = Network.direct(cluster);
    }
    progress.accept("broker and registry are up");
    stage =
        parts.keep(
            Stage.open(
                new StagePlan(
                    load.directory(), RigPlan.AGENT_MANAGERS, settings(), plan.recorderFaults()),
                cluster,
                files,
                progress));
    transcript =
        new Transcript(parts.keep(JsonLines.appendTo(files.transcripts())), InstantSource.system());
    supervisor =
        parts.keep(
            SupervisorDesktop.connect(stage.gateway(), "bench", transcript, notice -> {})
                .get(ANSWER_SECONDS, TimeUnit.SECONDS));
    work = new RigWork(load, stage, supervisor);
    work.start();
    fleet =
        parts.keep(
            DesktopFleet.start(
                FleetPlan.from(
                    Map.of("seed", Long.toString(load.seed()), "relogin.ms", "1500"),
                    List.of(stage.gateway()),
                    FleetPlan.staff(zones(), load.agentsPerZone())),
                transcript));
    progress.accept("%d agents come to work in %d zones".formatted(load.agents(), load.zones()));
    condition = new RigCondition(plan, stage, fleet, parts.keep(new Copies()));
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
