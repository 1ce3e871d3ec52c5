package org.zonekeeper.simulation.judge;

import java.util.HashSet;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;

/** Nothing that the platform reported is lost: every fact led to an event. */
final class FactsApplied extends Judge {
  private final WorldEvidence world;
  private final String zone;
  private final Set<String> causes = new HashSet<>();

  FactsApplied(WorldEvidence world, String zone) {
    super("facts-applied", "every fact led to an event");
    this.world = world;
    this.zone = zone;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    causes.add(entry.entry().causeId());
  }

  @Override
  public void end(Findings findings) {
    world
        .facts()
        .forEach(
            (id, fact) ->
                findings.require(
                    !fact.zone().equals(zone) || causes.contains(id),
                    "%s %s led to no event".formatted(fact.type(), id)));
  }

  /**
   * A fact that was reported.
   *
   * @param type its simple name
   */
  record FactOf(String zone, String type) {}
}
