package org.zonekeeper.demo;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.AgentManagers;
import org.zonekeeper.harness.CloseOnFailure;
import org.zonekeeper.harness.EvidenceFiles;
import org.zonekeeper.harness.Gateways;
import org.zonekeeper.harness.IncidentLog;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.platform.DiallerPlatform;
import org.zonekeeper.simulators.recorder.SwitchedFaults;
import org.zonekeeper.simulators.robots.DesktopFleet;
import org.zonekeeper.simulators.robots.FleetPlan;
import org.zonekeeper.simulators.robots.SupervisorDesktop;
import org.zonekeeper.simulators.robots.Transcript;

/**
 * The stage, set for the demo: a local cluster under it, agents and a supervisor at their desktops,
 * and the journal followed live. Built, used and closed by the demo's one thread.
 */
final class DemoStage implements AutoCloseable {
  private static final int CONSOLE_SECONDS = 60;

  /** A process of its own, to be killed. */
  static final String SECOND_GATEWAY = "gateway-2";

  private final DemoPlan plan;
  private final CloseOnFailure parts = new CloseOnFailure("the demo");
  private final SwitchedFaults recorderFaults = new SwitchedFaults();
  private ClusterProvider cluster;
  private SystemRun stage;
  private ContractSerdes serdes;
  private DemoJournal journal;
  private Transcript transcript;
  private DesktopFleet fleet;
  private SupervisorDesktop supervisor;

  private DemoStage(DemoPlan plan) {
    this.plan = plan;
  }

  /**
   * Starts everything.
   *
   * @param progress is told what is being started
   * @param storyteller is told every event of the journal and every notice of the console
   * @throws org.zonekeeper.cluster.process.StartFailure if a part does not start; those that did
   *     are stopped again
   */
  static DemoStage open(DemoPlan plan, Consumer<String> progress, Storyteller storyteller)
      throws Exception {
    DemoStage demo = new DemoStage(plan);
    try {
      demo.start(progress, storyteller);
      return demo;
    } catch (Exception e) {
      demo.parts.closeAfter(e);
      throw e;
    }
  }

  private void start(Consumer<String> progress, Storyteller storyteller) throws Exception {
    EvidenceFiles files = new EvidenceFiles(plan.directory());
    cluster = parts.keep(plan.startCluster(files.cluster(), progress));
    progress.accept("starting three Agent Managers, then gateway, forwarder, recorder, platform");
    journal = new DemoJournal(DemoPlan.ZONES, storyteller::event);
    stage =
        parts.keep(SystemRun.open(plan.stage(recorderFaults), cluster, files, progress, journal));
    serdes =
        parts.keep(
            ContractSerdes.with(RegistrySettings.at(cluster.registryUrl().toString()))
                .writes(Topics.JOURNAL)
                .open());
    URI secondGateway = stage.gateways().start(SECOND_GATEWAY);
    progress.accept(
        "sending %d agents to work"
            .formatted(DemoPlan.AGENTS_PER_ZONE * DemoPlan.ZONES.zones().size()));
    transcript =
        new Transcript(
            parts.keep(JsonLinesFile.appendTo(files.transcripts())), InstantSource.system());
    supervisor =
        parts.keep(
            SupervisorDesktop.connect(
                    stage.gateway(), stage.tokens(), "supervisor", transcript, storyteller::notice)
                .get(CONSOLE_SECONDS, TimeUnit.SECONDS));
    fleet =
        parts.keep(
            DesktopFleet.start(
                FleetPlan.from(
                        plan.robotSettings(),
                        List.of(stage.gateway(), secondGateway),
                        FleetPlan.staff(DemoPlan.ZONES.zones(), DemoPlan.AGENTS_PER_ZONE))
                    .withTokens(stage.tokens()),
                transcript));
  }

  DemoPlan plan() {
    return plan;
  }

  AgentManagers agentManagers() {
    return stage.agentManagers();
  }

  Gateways gateways() {
    return stage.gateways();
  }

  IncidentLog incidents() {
    return stage.incidents();
  }

  DiallerPlatform platform() {
    return stage.platform();
  }

  EvidenceFiles files() {
    return stage.files();
  }

  /** The last journal sequence of each zone that the recorder has. */
  Map<String, Long> recorderPositions() {
    return stage.recorderPositions();
  }

  /** Writes what the recorder has so far into the evidence. */
  void exportRecorder() throws IOException {
    stage.exportRecorder();
  }

  /**
   * To be asked while something is waited for.
   *
   * @throws StartFailure if the journal is not read any more
   */
  void requireJournalRead() {
    stage
        .zones()
        .failure()
        .ifPresent(
            failure -> {
              throw new StartFailure(
                  "the journal cannot be read: " + failure.getMessage(), failure);
            });
  }

  DemoJournal journal() {
    return journal;
  }

  DesktopFleet fleet() {
    return fleet;
  }

  SupervisorDesktop supervisor() {
    return supervisor;
  }

  Transcript transcript() {
    return transcript;
  }

  ContractSerdes serdes() {
    return serdes;
  }

  SwitchedFaults recorderFaults() {
    return recorderFaults;
  }

  /** How an auditor reaches the cluster. */
  KafkaConnection auditor() {
    return new KafkaConnection(cluster.bootstrapServers("auditor"), cluster.logOn("auditor"));
  }

  String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  URI registryUrl() {
    return cluster.registryUrl();
  }

  URI gatewayUrl() {
    return stage.gateway();
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
