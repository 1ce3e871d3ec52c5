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
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.simulation.centre.Centre;
import org.zonekeeper.simulation.centre.Town;
import org.zonekeeper.simulation.centre.Weather;
import org.zonekeeper.simulation.judge.Chronicle;
import org.zonekeeper.simulation.judge.Inquest;
import org.zonekeeper.simulation.kafka.Broker;
import org.zonekeeper.simulation.kafka.Group;
import org.zonekeeper.simulation.kafka.Site;
import org.zonekeeper.simulation.time.VirtualTime;
import org.zonekeeper.simulation.trouble.Fleet;
import org.zonekeeper.simulation.trouble.Troubles;
import org.zonekeeper.simulation.trouble.Troubles.Scene;

/**
 * One world from its beginning to its end: zones, Agent Managers, people, and everything that goes
 * wrong, in virtual time and in the caller's thread alone. Same plan, same journal, byte for byte.
 */
public final class World {
  /** Shortly before midnight UTC, so that the day's counters turn within a world's life. */
  static final long START = 1_767_225_570_000L;

  private static final long CALMING_MS = 15_000;
  private static final long MOST_CLOSING_MS = 180_000;
  private static final int TROUBLE_EVERY_MS = 2_500;
  private static final Weather ROUGH = new Weather(15, 15, 5);

  private final WorldPlan plan;
  private final Sabotage sabotage;
  private final VirtualTime time = new VirtualTime(START);
  private final Chronicle chronicle = new Chronicle();
  private final Broker broker;
  private final Centre centre;
  private final Fleet fleet;
  private final Troubles troubles;
  private final AgentManagerSettings settings;

  private World(WorldPlan plan, Sabotage sabotage) {
    this.plan = plan;
    this.sabotage = sabotage;
    SplittableRandom chance = new SplittableRandom(plan.seed());
    ZoneDirectory directory = directory(plan.zones());
    this.settings = settings(directory, Map.of());
    this.broker = new Broker(directory, this::committed);
    Town town =
        new Town(time, broker, ROUGH, chronicle, settings.patience().outageThresholdMillis());
    this.centre =
        new Centre(
            directory.zones(),
            town,
            new Centre.Size(plan.seed(), plan.agents(), 2, 3_000, 4_000),
            chance.split());
    SplittableRandom rebalances = chance.split();
    Group group = new Group(directory.zones(), time, () -> 5 + rebalances.nextInt(150));
    Site site = new Site(broker, time, settings, 10, sabotage.fencing());
    this.fleet = new Fleet(site, group, chance.split());
    this.troubles =
        new Troubles(
            new Scene(time, broker, group, fleet, centre), TROUBLE_EVERY_MS, chance.split());
  }

  /** Lives a world through and judges it. */
  public static WorldReport live(WorldPlan plan) {
    return live(plan, Sabotage.NONE);
  }

  static WorldReport live(WorldPlan plan, Sabotage sabotage) {
    return new World(plan, sabotage).live();
  }

  private WorldReport live() {
    for (int i = 1; i <= plan.agentManagers(); i++) {
      fleet.start("am-" + i);
    }
    centre.open();
    time.runUntil(START + 1_000);
    troubles.begin();
    time.runUntil(time.now() + plan.storm().toMillis());
    troubles.end();
    time.runUntil(time.now() + CALMING_MS);
    centre.close();
    long latest = time.now() + MOST_CLOSING_MS;
    while (time.now() < latest && !isOver()) {
      time.runUntil(time.now() + 500);
    }
    time.runUntil(time.now() + 1_000);
    return report();
  }

  private boolean isOver() {
    return centre.closed() && broker.directory().zones().stream().allMatch(broker::allRead);
  }

  private void committed(String zone, String sink, String key, Optional<SpecificRecord> value) {
    if (sink.equals(TopologyNames.JOURNAL)) {
      for (SpecificRecord event : sabotage.journal().written(value.orElseThrow())) {
        chronicle.event(zone, event, time.now());
      }
    }
    centre.committed(zone, sink, value);
  }

  private WorldReport report() {
    Map<String, Map<String, byte[]>> stores = new HashMap<>();
    broker.directory().zones().forEach(zone -> stores.put(zone, broker.stored(zone)));
    List<String> findings =
        new Inquest(
                chronicle,
                new Inquest.Truth(
                    fleet.fates(),
                    centre.liars(),
                    settings.patience().handoverPatienceMillis(),
                    stores))
            .findings();
    return new WorldReport(
        plan,
        time.now() - START,
        chronicle.events(),
        chronicle.journalDigest(),
        troubles.counts(),
        findings);
  }

  /** Zones z1, z2 … on as many partitions. */
  static ZoneDirectory directory(int zones) {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    for (int i = 0; i < zones; i++) {
      partitions.put("z" + (i + 1), i);
    }
    return ZoneDirectory.of(partitions, zones);
  }

  /** What every Agent Manager has if nobody says otherwise; nothing is reached by it. */
  static AgentManagerSettings settings(ZoneDirectory directory, Map<String, String> overrides) {
    return AgentManagerSettings.of(
        new Installation(
            "simulated", "127.0.0.1:1", "http://127.0.0.1:1", directory, Path.of("nowhere")),
        overrides);
  }
}
