package org.zonekeeper.demo;

import java.util.Set;
import org.zonekeeper.demo.DemoPlan.Json;

/** What a supervisor does when all is well. Used by the demo's one thread. */
final class SupervisorWork {
  private final Script script;

  SupervisorWork(Script script) {
    this.script = script;
  }

  void change(String zone, int priority) throws InterruptedException {
    script.accepted(
        "priority %d for %s".formatted(priority, DemoPlan.queuing(zone)),
        script
            .stage()
            .supervisor()
            .changeJob(
                zone, DemoPlan.queuing(zone), Json.read("{\"priority\":%d}".formatted(priority))));
  }

  void move(String zone, Set<String> spared) throws InterruptedException {
    Zones.Move move = script.move(zone, spared).orElseThrow();
    script.accepted(
        "%s to %s".formatted(move.agent(), move.job()),
        script.stage().supervisor().moveAgent(zone, move.agent(), move.job()));
  }
}
