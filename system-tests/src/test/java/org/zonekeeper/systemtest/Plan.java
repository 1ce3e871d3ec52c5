package org.zonekeeper.systemtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.harness.EvidenceFiles;
import org.zonekeeper.harness.ProgramBuild;
import org.zonekeeper.harness.SystemRunPlan;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.simulators.recorder.RecorderFaults;
import org.zonekeeper.simulators.robots.FleetPlan;

/** What a {@link ContactCentre} is to be; not for several threads. */
final class Plan {
  /**
   * Everybody answers at the first attempt, so that few attempts make many conversations; and they
   * are more than a test comes to the end of, however many do not want to be called any more.
   */
  private static final String CONTACTS =
      "duration;campaign;previous;y\n"
          + """
          150;1;0;yes
          300;1;0;no
          200;1;1;no
          350;1;0;yes
          """
              .repeat(250);

  /** Three seconds of silence are an outage: on a busy machine a healthy owner may need two. */
  private static final String OUTAGE_THRESHOLD_MS = "3000";

  private final int agentManagers;
  private final Map<String, String> agentManager = new HashMap<>();
  private final Map<String, String> gateway = new HashMap<>();
  private final Map<String, String> platform = new HashMap<>();
  private final Map<String, String> robots = new HashMap<>();
  private List<String> zones = List.of("east");
  private int partitions;
  private int brokers = 1;
  private int agentsPerZone = 4;
  private List<String> gatewayProcesses = List.of();
  private ClusterPreparation preparation = (cluster, directory) -> {};
  private Consumer<Event> listener = event -> {};
  private ProgramBuild build = ProgramBuild.own();

  /** Does something to a cluster on which nothing runs yet. */
  interface ClusterPreparation {
    void prepare(ClusterProvider cluster, ZoneDirectory zones) throws Exception;
  }

  Plan(int agentManagers) {
    this.agentManagers = agentManagers;
    agentManager.put("outage.threshold.ms", OUTAGE_THRESHOLD_MS);
    agentManager.put("pacing.evidence.calls", "0");
    gateway.put("outage.threshold.ms", OUTAGE_THRESHOLD_MS);
    platform.putAll(
        Map.of("talk.mean.ms", "4000", "ring.mean.ms", "800", "contacts.endless", "yes"));
    robots.putAll(
        Map.of(
            "wrapup.mean.ms", "500",
            "chance.release.percent", "0",
            "chance.hold.percent", "20",
            "chance.runout.percent", "0",
            "chance.pause.percent", "0",
            // Time enough for a test to try something before the robot gets in again by itself.
            "relogin.ms", "4000"));
  }

  /** Reads well: {@code with(2).agentManagers()}. */
  Plan agentManagers() {
    return this;
  }

  Plan zones(String... names) {
    zones = List.of(names);
    return this;
  }

  /** More partitions than zones: the others are spare. */
  Plan partitions(int count) {
    partitions = count;
    return this;
  }

  Plan brokers(int count) {
    brokers = count;
    return this;
  }

  Plan agentsPerZone(int count) {
    agentsPerZone = count;
    return this;
  }

  /** The desktops come to work at these gateways, processes of their own, and then go round. */
  Plan gatewayProcesses(String... ids) {
    gatewayProcesses = List.of(ids);
    return this;
  }

  /** From which Agent Managers and gateway processes are started at first. */
  Plan startedFrom(ProgramBuild which) {
    build = which;
    return this;
  }

  /** What is done to the new cluster before anything is started on it. */
  Plan onAClusterPreparedBy(ClusterPreparation what) {
    preparation = what;
    return this;
  }

  /** Hears every event of the journal, those before the start included. */
  Plan listening(Consumer<Event> to) {
    listener = to;
    return this;
  }

  ClusterPreparation preparation() {
    return preparation;
  }

  Consumer<Event> listener() {
    return listener;
  }

  int brokers() {
    return brokers;
  }

  List<String> gatewayProcesses() {
    return gatewayProcesses;
  }

  Plan gatewaySetting(String key, String value) {
    gateway.put(key, value);
    return this;
  }

  Plan platformSetting(String key, String value) {
    platform.put(key, value);
    return this;
  }

  Plan agentManagerSetting(String key, String value) {
    agentManager.put(key, value);
    return this;
  }

  /** Starts everything and waits until every zone works and every agent is logged on. */
  ContactCentre openIn(Path directory) throws Exception {
    EvidenceFiles files = new EvidenceFiles(directory);
    platform.put("contacts", contacts(directory).toString());
    return ContactCentre.open(this, files);
  }

  List<String> zones() {
    return zones;
  }

  SystemRunPlan stage() {
    Map<String, Integer> partitionOf = new HashMap<>();
    zones.forEach(zone -> partitionOf.put(zone, partitionOf.size()));
    return new SystemRunPlan(
        ZoneDirectory.of(partitionOf, Math.max(partitions, zones.size())),
        IntStream.rangeClosed(1, agentManagers).mapToObj(number -> "am-" + number).toList(),
        new SystemRunPlan.Parts(agentManager, gateway, platform),
        RecorderFaults.none(),
        build);
  }

  FleetPlan fleet(List<URI> gateways) {
    return FleetPlan.from(robots, gateways, FleetPlan.staff(zones, agentsPerZone));
  }

  private static Path contacts(Path directory) throws IOException {
    Files.createDirectories(directory);
    return Files.writeString(directory.resolve("contacts.csv"), CONTACTS);
  }
}
