package org.zonekeeper.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.zonekeeper.acr.ForwarderSettings;
import org.zonekeeper.acr.RunningForwarder;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.ForeignRecord;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.JournalReader;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.cluster.issuer.IssuerPlan;
import org.zonekeeper.gateway.app.Gateway;
import org.zonekeeper.gateway.app.GatewaySettings;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.cluster.ClusterSettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.platform.DiallerPlatform;
import org.zonekeeper.simulators.platform.PlatformConnection;
import org.zonekeeper.simulators.platform.PlatformSettings;
import org.zonekeeper.simulators.recorder.RecorderServer;
import org.zonekeeper.simulators.recorder.RecorderStore;
import org.zonekeeper.simulators.robots.DesktopTokens;

/**
 * One run of the whole system on a cluster that is there: topics, Agent Managers (processes),
 * gateway, recorder, forwarder and platform (in this process). Opened, played on and closed by one
 * thread; what it hands out says itself who may use it.
 */
public final class SystemRun implements AutoCloseable {
  private static final Duration RECORDER_WRITE_DELAY = Duration.ofMillis(500);

  /** The gateway's id, and its name as a user of the cluster. */
  public static final String GATEWAY = "gateway_1";

  /** The platform's name, and its consumer group. */
  public static final String PLATFORM = "platform-1";

  private static final String LOCAL = "127.0.0.1";

  /** Two brokers may be lost and nothing is; more would only cost. */
  private static final int MOST_REPLICAS = 3;

  private final SystemRunPlan plan;
  private final ClusterProvider cluster;
  private final EvidenceFiles files;
  private final CloseOnFailure parts = new CloseOnFailure("the system");
  private final RegistrySettings registry;
  private final ProgramBuilds builds;
  private ContractSerdes serdes;
  private IncidentLog incidents;
  private ZoneObserver zones;
  private AgentManagers agentManagers;
  private DevelopmentIssuer issuer;
  private Gateway gateway;
  private Gateways gateways;
  private RecorderStore recorderStore;
  private String recorderUrl;
  private JsonLinesFile platformLog;
  private DiallerPlatform platform;

  private SystemRun(SystemRunPlan plan, ClusterProvider cluster, EvidenceFiles files) {
    this.plan = plan;
    this.cluster = cluster;
    this.files = files;
    this.registry = RegistrySettings.at(cluster.registryUrl().toString());
    this.builds = new ProgramBuilds(plan.build());
  }

  /**
   * As {@link #open(SystemRunPlan, ClusterProvider, EvidenceFiles, Consumer, Consumer)}, silently.
   */
  public static SystemRun open(
      SystemRunPlan plan, ClusterProvider cluster, EvidenceFiles files, Consumer<String> progress)
      throws Exception {
    return open(plan, cluster, files, progress, entry -> {});
  }

  /**
   * Starts everything but the desktops.
   *
   * @param progress hears in a few words what is ready
   * @param journal hears every event of the journal, on the observer's thread
   * @throws org.zonekeeper.cluster.process.StartFailure if a process does not come up
   */
  public static SystemRun open(
      SystemRunPlan plan,
      ClusterProvider cluster,
      EvidenceFiles files,
      Consumer<String> progress,
      Consumer<JournalEntry> journal)
      throws Exception {
    SystemRun stage = new SystemRun(plan, cluster, files);
    try {
      stage.begin(progress, journal);
      return stage;
    } catch (Exception e) {
      stage.parts.closeAfter(e);
      throw e;
    }
  }

  /** What was started. */
  public SystemRunPlan plan() {
    return plan;
  }

  /** The processes that own zones. */
  public AgentManagers agentManagers() {
    return agentManagers;
  }

  /** What the journal and the zones' statuses say. */
  public ZoneObserver zones() {
    return zones;
  }

  /** What was done to the system. */
  public IncidentLog incidents() {
    return incidents;
  }

  /** The dialler platform, with its switches for faults. */
  public DiallerPlatform platform() {
    return platform;
  }

  /** The tokens that desktops and consoles show to the gateway. */
  public DesktopTokens tokens() {
    return new LocalTokens(issuer);
  }

  /** Where agents' desktops and supervisors' consoles connect to: {@code ws://host:port}. */
  public URI gateway() {
    return URI.create("ws://%s:%d".formatted(LOCAL, gateway.port()));
  }

  /** Further gateways, as processes that can be killed; none runs at first. */
  public Gateways gateways() {
    return gateways;
  }

  /** As {@code --set} takes them, for one more forwarder of the same group. */
  public Map<String, String> forwarderSettings() {
    Map<String, String> settings = common("forwarder-1", "forwarder");
    settings.put("recorder.url", recorderUrl);
    return settings;
  }

  /** From which build Agent Managers and further gateways are started. */
  public ProgramBuilds builds() {
    return builds;
  }

  /** Where the evidence is kept. */
  public EvidenceFiles files() {
    return files;
  }

  /** The last journal sequence of each zone that the recorder has. */
  public Map<String, Long> recorderPositions() {
    Map<String, Long> positions = new TreeMap<>();
    recorderStore.positions().forEach((zone, last) -> positions.put(zone, last.sequence()));
    return positions;
  }

  /** What the recorder has so far. */
  public List<LogLine> recorderLog() throws IOException {
    exportRecorder();
    return read(files.recorder());
  }

  /** Writes what the recorder has so far into the evidence. */
  public void exportRecorder() throws IOException {
    recorderStore.export(files.recorder());
  }

  /**
   * Everything seen so far; transcripts only as far as the robots have flushed them.
   *
   * @throws IllegalStateException if the journal holds something that is no event
   */
  public Evidence evidence() throws IOException {
    return collect(JournalReader::read);
  }

  /**
   * As {@link #evidence()}, in a run in which others write into the journal.
   *
   * @param foreign is told of every record of the journal that is no event
   */
  public Evidence evidence(Consumer<ForeignRecord> foreign) throws IOException {
    return collect(
        journal -> {
          List<JournalEntry> entries = journal.readAround();
          journal.foreign().forEach(foreign);
          return entries;
        });
  }

  /** The logs are read first: the journal has what they speak of, however long it is read. */
  private Evidence collect(Function<JournalReader, List<JournalEntry>> reading) throws IOException {
    platformLog.flush();
    List<LogLine> transcripts = read(files.transcripts());
    List<LogLine> platform = read(files.platform());
    List<LogLine> recorder = recorderLog();
    List<LogLine> incidents = read(files.incidents());
    JournalReader journal =
        new JournalReader(cluster.bootstrapServers(), plan.zones(), serdes.deserializer());
    return new Evidence(reading.apply(journal), transcripts, platform, recorder, incidents);
  }

  private void begin(Consumer<String> progress, Consumer<JournalEntry> journal)
      throws IOException, InterruptedException, ExecutionException {
    Files.createDirectories(files.directory());
    createTopics();
    progress.accept("topics created");
    incidents = parts.keep(IncidentLog.appendTo(files.incidents()));
    agentManagers =
        parts.keep(
            new AgentManagers(cluster, plan.zones(), files, incidents, plan.parts(), builds));
    agentManagers.open(plan.agentManagers());
    progress.accept("Agent Managers running: " + String.join(", ", plan.agentManagers()));
    // After the writers: their schemas are read now, so that the registry may go down later.
    serdes =
        parts.keep(
            ContractSerdes.with(registry).reads(Topics.JOURNAL).reads(Topics.ZONE_STATUS).open());
    zones =
        parts.keep(
            ZoneObserver.start(
                cluster.bootstrapServers(), plan.zones(), serdes.deserializer(), journal));
    issuer = parts.keep(DevelopmentIssuer.start(IssuerPlan.local(plan.zones().zones())));
    gateway = parts.keep(startGateway());
    gateways = parts.keep(new Gateways(files, incidents, gatewaySettings("gateways"), builds));
    // It ends with this process, so what is not on the disk yet is never missed.
    recorderStore =
        parts.keep(
            RecorderStore.open(
                files.recorderDatabase(), InstantSource.system(), RECORDER_WRITE_DELAY));
    startRecorderAndForwarder();
    platformLog = parts.keep(JsonLinesFile.appendTo(files.platform()));
    platform = parts.keep(startPlatform());
    progress.accept("gateway, recorder, forwarder and platform running");
  }

  private void createTopics() throws ExecutionException, InterruptedException {
    KafkaConnection kafka = kafka("topic-setup", "topic-setup");
    try (Admin admin = kafka.admin(kafka.client())) {
      int brokers = admin.describeCluster().nodes().get().size();
      var unused =
          new TopicSetup(admin, plan.zones()).create((short) Math.min(brokers, MOST_REPLICAS));
    }
  }

  private Gateway startGateway() throws InterruptedException {
    Map<String, String> settings = gatewaySettings(GATEWAY);
    settings.put("gateway.id", GATEWAY);
    return Gateway.start(GatewaySettings.from(settings));
  }

  private Map<String, String> gatewaySettings(String user) {
    Map<String, String> settings = common(user, "gateway");
    settings.put("listen.host", LOCAL);
    settings.put("listen.port", "0");
    settings.put("identity.issuer", issuer.issuer().toString());
    settings.put("contacts.jdbc.url", files.contactStoreUrl());
    settings.putAll(plan.parts().gateway());
    return settings;
  }

  private void startRecorderAndForwarder() throws IOException, InterruptedException {
    RecorderServer recorder = parts.keep(new RecorderServer(recorderStore, plan.recorderFaults()));
    recorderUrl = "http://%s:%d".formatted(LOCAL, recorder.start(LOCAL, 0));
    parts.keep(RunningForwarder.start(ForwarderSettings.from(forwarderSettings())));
  }

  private DiallerPlatform startPlatform() throws InterruptedException {
    return DiallerPlatform.start(
        new PlatformConnection(
            new ClusterSettings(kafka(PLATFORM, "dialler-platform"), registry, plan.zones()),
            PLATFORM),
        PlatformSettings.from(plan.parts().platform()),
        platformLog);
  }

  /**
   * @param user by whose way
   * @param part with whose rights
   */
  private KafkaConnection kafka(String user, String part) {
    return new KafkaConnection(cluster.bootstrapServers(user), cluster.logOn(part));
  }

  private Map<String, String> common(String user, String part) {
    Map<String, String> settings = new HashMap<>(kafka(user, part).asSettings());
    settings.put("registry.urls", cluster.registryUrl().toString());
    settings.put("zones", plan.zones().toString());
    return settings;
  }

  private static List<LogLine> read(Path file) throws IOException {
    return Files.exists(file) ? org.zonekeeper.check.evidence.JsonLines.read(file) : List.of();
  }

  /**
   * Closes everything in the opposite order; the cluster stays.
   *
   * @throws IOException with all troubles there were
   */
  @Override
  public void close() throws IOException {
    parts.close();
  }
}
