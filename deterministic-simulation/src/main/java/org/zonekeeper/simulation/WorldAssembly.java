package org.zonekeeper.simulation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.am.app.AgentManagerSettings;
import org.zonekeeper.am.app.AgentManagerSettings.Installation;
import org.zonekeeper.am.processor.CampaignTotals;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.trust.ContractTypes;
import org.zonekeeper.simulation.centre.Centre;
import org.zonekeeper.simulation.centre.CentreContext;
import org.zonekeeper.simulation.centre.GroundTruth;
import org.zonekeeper.simulation.centre.NetworkConditions;
import org.zonekeeper.simulation.faults.AgentManagerFleet;
import org.zonekeeper.simulation.faults.FaultInjector;
import org.zonekeeper.simulation.faults.FaultInjector.Scene;
import org.zonekeeper.simulation.kafka.ProcessHost;
import org.zonekeeper.simulation.kafka.ProducerSession.Fencing;
import org.zonekeeper.simulation.kafka.VirtualBroker;
import org.zonekeeper.simulation.kafka.VirtualConsumerGroup;
import org.zonekeeper.simulation.time.VirtualTime;

/** The parts of a world, put together. Confined to one thread. */
final class WorldAssembly {
  static {
    ContractTypes.trust();
  }

  /** Shortly before midnight UTC, so that the day's counters turn early in a world's life. */
  static final long START = 1_767_225_570_000L;

  private static final List<String> TOLERANCES = List.of("0", "500", "2000");

  private final VirtualTime time = new VirtualTime(START);
  private final CampaignTotals campaigns = new CampaignTotals();
  private final AgentManagerSettings settings;
  private final VirtualBroker broker;
  private final Centre centre;
  private final AgentManagerFleet fleet;
  private final FaultInjector troubles;

  /**
   * Everything that may differ.
   *
   * @param size of the centre; its seed decides everything else as well
   * @param zones how many
   * @param weather how well records arrive
   * @param troubleEveryMillis mean time between two troubles
   * @param stepMillis between two rounds of an Agent Manager's thread
   * @param fencing whether the broker keeps its promise
   */
  record Conditions(
      Centre.Size size,
      int zones,
      NetworkConditions weather,
      int troubleEveryMillis,
      long stepMillis,
      Fencing fencing) {}

  /** Is told of every event when it is committed. */
  @FunctionalInterface
  interface Scribe {
    void committed(String zone, Event event, long now);
  }

  WorldAssembly(Conditions conditions, GroundTruth ledger, Scribe scribe) {
    SplittableRandom chance = new SplittableRandom(conditions.size().seed());
    ZoneDirectory directory = directory(conditions.zones());
    settings = settings(directory, failovers(conditions.size().seed(), directory));
    broker =
        new VirtualBroker(directory, (zone, sink, key, value) -> read(scribe, zone, sink, value));
    CentreContext town =
        new CentreContext(
            time,
            broker,
            conditions.weather(),
            ledger,
            settings.patience().outageThresholdMillis());
    centre = new Centre(directory.zones(), town, conditions.size(), chance.split());
    SplittableRandom rebalances = chance.split();
    VirtualConsumerGroup group =
        new VirtualConsumerGroup(directory.zones(), time, () -> 5 + rebalances.nextInt(150));
    ProcessHost site =
        new ProcessHost(
            broker, time, settings, conditions.stepMillis(), campaigns, conditions.fencing());
    fleet = new AgentManagerFleet(site, group, chance.split());
    troubles =
        new FaultInjector(
            new Scene(time, broker, group, fleet, centre),
            conditions.troubleEveryMillis(),
            chance.split());
  }

  /** The first second: Agent Managers start, zones open, people come. */
  void begin(int agentManagers) {
    for (int i = 1; i <= agentManagers; i++) {
      fleet.start("am-" + i);
    }
    centre.open();
    time.runUntil(START + 1_000);
  }

  private void read(Scribe scribe, String zone, String sink, Optional<SpecificRecord> value) {
    if (sink.equals(TopologyNames.JOURNAL)) {
      scribe.committed(zone, (Event) value.orElseThrow(), time.now());
    }
    if (sink.equals(TopologyNames.ZONE_STATUS)) {
      campaigns.take((ZoneStatus) value.orElseThrow());
    }
    centre.committed(zone, sink, value);
  }

  VirtualTime time() {
    return time;
  }

  AgentManagerSettings settings() {
    return settings;
  }

  VirtualBroker broker() {
    return broker;
  }

  Centre centre() {
    return centre;
  }

  AgentManagerFleet fleet() {
    return fleet;
  }

  FaultInjector troubles() {
    return troubles;
  }

  /** Zones z1, z2 … on as many partitions. */
  private static ZoneDirectory directory(int zones) {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    for (int i = 0; i < zones; i++) {
      partitions.put("z" + (i + 1), i);
    }
    return ZoneDirectory.of(partitions, zones);
  }

  /** In half of all worlds zones have policies and tolerances of their own. */
  private static Map<String, String> failovers(long seed, ZoneDirectory directory) {
    SplittableRandom chance = new SplittableRandom(~seed);
    Map<String, String> overrides = new HashMap<>();
    if (chance.nextBoolean()) {
      for (String zone : directory.zones()) {
        overrides.put(
            "zone." + zone + ".failover.policy",
            chance.nextBoolean() ? "MARK_EXPIRED" : "MARK_ALL");
        overrides.put(
            "zone." + zone + ".failover.tolerance.ms",
            TOLERANCES.get(chance.nextInt(TOLERANCES.size())));
      }
    }
    return overrides;
  }

  /** What every Agent Manager has if nobody says otherwise; nothing is reached by it. */
  private static AgentManagerSettings settings(
      ZoneDirectory directory, Map<String, String> overrides) {
    return AgentManagerSettings.of(
        new Installation(
            "simulated", "127.0.0.1:1", "http://127.0.0.1:1", directory, Path.of("nowhere")),
        overrides);
  }
}
