package org.zonekeeper.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.simulation.WorldAssembly.Conditions;
import org.zonekeeper.simulation.centre.Centre;
import org.zonekeeper.simulation.centre.NetworkConditions;
import org.zonekeeper.simulation.judge.WorldEvidence;
import org.zonekeeper.simulation.judge.WorldVerdict;
import org.zonekeeper.simulation.kafka.VirtualBroker;
import org.zonekeeper.simulation.time.VirtualTime;

/**
 * One world from its beginning to its end: zones, Agent Managers, people, and everything that goes
 * wrong, in virtual time and in the caller's thread alone. Same plan, same journal, byte for byte.
 */
public final class World {
  private static final long CALMING_MS = 15_000;
  private static final long MOST_CLOSING_MS = 900_000;
  private static final long MOST_ANSWERING_MS = 10_000;
  private static final int TROUBLE_EVERY_MS = 2_500;
  private static final int MEDDLE_EVERY_MS = 4_000;
  private static final int JOBS = 2;
  private static final long TALK_MS = 3_000;
  private static final long STEP_MS = 10;
  private static final NetworkConditions ROUGH = new NetworkConditions(15, 15, 5);

  private final WorldPlan plan;
  private final RuleSabotage sabotage;
  private final WorldEvidence evidence = new WorldEvidence();
  private final WorldAssembly universe;

  private World(WorldPlan plan, RuleSabotage sabotage) {
    this.plan = plan;
    this.sabotage = sabotage;
    Conditions conditions =
        new Conditions(
            new Centre.Size(plan.seed(), plan.agents(), JOBS, TALK_MS, MEDDLE_EVERY_MS),
            plan.zones(),
            ROUGH,
            TROUBLE_EVERY_MS,
            STEP_MS,
            sabotage.fencing());
    this.universe = new WorldAssembly(conditions, evidence, this::write);
  }

  /** Lives a world through and judges it. */
  public static WorldReport live(WorldPlan plan) {
    return live(plan, RuleSabotage.NONE);
  }

  static WorldReport live(WorldPlan plan, RuleSabotage sabotage) {
    return new World(plan, sabotage).live();
  }

  private WorldReport live() {
    VirtualTime time = universe.time();
    universe.begin(plan.agentManagers());
    universe.troubles().begin();
    time.runUntil(time.now() + plan.storm().toMillis());
    universe.troubles().end();
    time.runUntil(time.now() + CALMING_MS);
    universe.centre().close();
    long latest = time.now() + MOST_CLOSING_MS;
    while (time.now() < latest && !isOver()) {
      time.runUntil(time.now() + 500);
    }
    time.runUntil(time.now() + 1_000);
    // Desktops and the platform talk on to the last; whoever did a moment ago is heard in a moment.
    long last = time.now() + MOST_ANSWERING_MS;
    while (time.now() < last && !(universe.centre().allArrived() && allRead())) {
      time.runUntil(time.now() + 1);
    }
    return report();
  }

  private boolean isOver() {
    return universe.centre().closed() && allRead();
  }

  private boolean allRead() {
    VirtualBroker broker = universe.broker();
    return broker.directory().zones().stream().allMatch(broker::allRead);
  }

  private void write(String zone, Event event, long now) {
    for (Event written : sabotage.journal().written(event)) {
      evidence.event(zone, written, now);
    }
  }

  private WorldReport report() {
    VirtualBroker broker = universe.broker();
    Map<String, Map<String, byte[]>> stores = new HashMap<>();
    broker.directory().zones().forEach(zone -> stores.put(zone, broker.stored(zone)));
    WorldVerdict.Truth truth =
        new WorldVerdict.Truth(
            universe.fleet().fates(),
            universe.centre().liars(),
            universe.settings().patience(),
            stores);
    List<String> findings = new WorldVerdict(evidence, truth).findings();
    return new WorldReport(
        plan,
        universe.time().now() - WorldAssembly.START,
        evidence.events(),
        evidence.journalDigest(),
        universe.troubles().counts(),
        findings);
  }
}
