package org.zonekeeper.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.zonekeeper.acr.ForwarderSettings;
import org.zonekeeper.acr.RunningForwarder;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.StartFailure;
import org.zonekeeper.gateway.app.Gateway;
import org.zonekeeper.gateway.app.GatewaySettings;
import org.zonekeeper.schemas.TopicSetup;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;
import org.zonekeeper.sim.log.JsonLines;
import org.zonekeeper.sim.platform.DiallerPlatform;
import org.zonekeeper.sim.platform.PlatformConnection;
import org.zonekeeper.sim.platform.PlatformSettings;
import org.zonekeeper.sim.recorder.Faults;
import org.zonekeeper.sim.recorder.RecorderLog;
import org.zonekeeper.sim.recorder.RecorderServer;
import org.zonekeeper.sim.robots.DesktopFleet;
import org.zonekeeper.sim.robots.FleetPlan;
import org.zonekeeper.sim.robots.SupervisorDesktop;
import org.zonekeeper.sim.robots.Transcript;

/**
 * All parts of the demo, running: broker, registry and Agent Managers as processes of their own,
 * the rest in this one. Built, used and closed by the demo's one thread.
 */
final class Stage implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration STOP = Duration.ofSeconds(10);

  private final DemoPlan plan;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private LocalCluster cluster;
  private AgentManagers agentManagers;
  private ContractSerdes serdes;
  private LiveJournal journal;
  private Gateway gateway;
  private RecorderLog recorder;
  private RecorderServer recorderServer;
  private DiallerPlatform platform;
  private JsonLines platformLog;
  private Transcript transcript;
  private DesktopFleet fleet;
  private SupervisorDesktop supervisor;
  private Incidents incidents;

  private Stage(DemoPlan plan) {
    this.plan = plan;
  }

  /**
   * Starts everything.
   *
   * @param progress is told what is being started
   * @param storyteller is told every event of the journal and every notice of the console
   * @throws StartFailure if a part does not start; those that did are stopped again
   */
  static Stage open(DemoPlan plan, Consumer<String> progress, Storyteller storyteller)
      throws IOException, InterruptedException {
    Stage stage = new Stage(plan);
    try {
      stage.start(progress, storyteller);
      return stage;
    } catch (ExecutionException e) {
      stage.close();
      throw new StartFailure(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      stage.close();
      throw new StartFailure("the gateway does not answer the supervisor's console", e);
    } catch (IOException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private void start(Consumer<String> progress, Storyteller storyteller)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    cluster = kept(LocalCluster.in(plan.directory().resolve("cluster")).progress(progress).start());
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
      new TopicSetup(admin, DemoPlan.ZONES).create((short) 1);
    }
    progress.accept("starting three Agent Managers");
    agentManagers =
        kept(
            new AgentManagers(
                cluster.bootstrapServers(), cluster.registryUrl().toString(), plan.directory()));
    DemoPlan.AGENT_MANAGERS.forEach(agentManagers::start);
    incidents = new Incidents(lines("incidents"));
    startRecorder();
    for (String id : DemoPlan.AGENT_MANAGERS) {
      agentManagers.awaitReady(id, 1);
    }
    progress.accept("starting gateway, forwarder, recorder, platform");
    serdes =
        kept(
            ContractSerdes.with(registry())
                .writes(Topics.JOURNAL.name(), List.copyOf(Topics.JOURNAL.types()))
                .open());
    journal =
        kept(
            new LiveJournal(
                cluster.bootstrapServers(),
                DemoPlan.ZONES,
                serdes.deserializer(),
                storyteller::event));
    gateway = kept(Gateway.start(GatewaySettings.from(settings(Map.of("listen.port", "0")))));
    RunningForwarder forwarder =
        kept(
            RunningForwarder.start(
                ForwarderSettings.from(settings(Map.of("recorder.url", recorderUrl())))));
    parts.push(() -> forwarder.stop(STOP));
    platformLog = lines("platform");
    platform =
        kept(
            DiallerPlatform.start(
                new PlatformConnection(
                    cluster.bootstrapServers(), registry(), DemoPlan.ZONES, "dialler"),
                PlatformSettings.from(plan.platformSettings()),
                platformLog));
    progress.accept(
        "sending %d agents to work"
            .formatted(DemoPlan.AGENTS_PER_ZONE * DemoPlan.ZONES.zones().size()));
    startDesktops(storyteller);
  }

  private void startRecorder() throws IOException {
    recorder = kept(RecorderLog.open(plan.evidence("recorder"), InstantSource.system()));
    recorderServer = kept(new RecorderServer(recorder, Faults.none()));
    recorderPort = recorderServer.start(LOOPBACK, 0);
  }

  private int recorderPort;

  private void startDesktops(Storyteller storyteller)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    transcript = new Transcript(lines("transcripts"), InstantSource.system());
    supervisor =
        kept(
            SupervisorDesktop.connect(gatewayUrl(), "supervisor", transcript, storyteller::notice)
                .get(30, TimeUnit.SECONDS));
    fleet =
        kept(
            DesktopFleet.start(
                FleetPlan.from(
                    plan.robotSettings(),
                    List.of(gatewayUrl()),
                    FleetPlan.staff(DemoPlan.ZONES.zones(), DemoPlan.AGENTS_PER_ZONE)),
                transcript));
  }

  /** What every part needs to know, with its own settings. */
  private Map<String, String> settings(Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("bootstrap.servers", cluster.bootstrapServers());
    settings.put(RegistrySettings.URLS, cluster.registryUrl().toString());
    settings.put("zones", DemoPlan.ZONES.toString());
    return settings;
  }

  private RegistrySettings registry() {
    return RegistrySettings.from(Map.of(RegistrySettings.URLS, cluster.registryUrl().toString()));
  }

  private JsonLines lines(String name) throws IOException {
    return kept(JsonLines.appendTo(plan.evidence(name)));
  }

  private <T extends AutoCloseable> T kept(T part) {
    parts.push(part);
    return part;
  }

  DemoPlan plan() {
    return plan;
  }

  AgentManagers agentManagers() {
    return agentManagers;
  }

  LiveJournal journal() {
    return journal;
  }

  DiallerPlatform platform() {
    return platform;
  }

  DesktopFleet fleet() {
    return fleet;
  }

  SupervisorDesktop supervisor() {
    return supervisor;
  }

  Incidents incidents() {
    return incidents;
  }

  RecorderLog recorder() {
    return recorder;
  }

  RecorderServer recorderServer() {
    return recorderServer;
  }

  ContractSerdes serdes() {
    return serdes;
  }

  String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  URI registryUrl() {
    return cluster.registryUrl();
  }

  URI gatewayUrl() {
    return URI.create("ws://" + LOOPBACK + ":" + gateway.port());
  }

  String recorderUrl() {
    return "http://" + LOOPBACK + ":" + recorderPort;
  }

  /** Makes everything logged so far visible to readers. */
  void flush() {
    transcript.flush();
    platformLog.flush();
  }

  /** Stops everything, last started first; goes on if one part refuses. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        System.err.println("zonekeeper: " + part.getClass().getSimpleName() + ": " + e);
      }
    }
  }
}
