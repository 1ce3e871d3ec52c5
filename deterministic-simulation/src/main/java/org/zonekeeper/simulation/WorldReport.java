package org.zonekeeper.simulation;

import java.util.List;
import java.util.Map;
import org.zonekeeper.simulation.faults.FaultKind;

/**
 * What became of a world. Immutable.
 *
 * @param plan what it was
 * @param livedMillis how long it lived, virtual milliseconds
 * @param events in all its journals
 * @param journalDigest SHA-256 over them, in hex
 * @param troubles how many of each kind there were
 * @param findings what was wrong; empty if nothing was
 */
public record WorldReport(
    WorldPlan plan,
    long livedMillis,
    long events,
    String journalDigest,
    Map<FaultKind, Integer> troubles,
    List<String> findings) {

  public WorldReport {
    troubles = Map.copyOf(troubles);
    findings = List.copyOf(findings);
  }

  /** The command that makes this world again. */
  public String repeatedBy() {
    String command = "./zonekeeper simulate --seed " + plan.seed();
    return plan.equals(WorldPlan.of(plan.seed()))
        ? command
        : "%s --zones %d --agent-managers %d --agents %d --seconds %d"
            .formatted(
                command,
                plan.zones(),
                plan.agentManagers(),
                plan.agents(),
                plan.storm().toSeconds());
  }
}
