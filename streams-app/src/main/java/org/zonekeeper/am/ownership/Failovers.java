package org.zonekeeper.am.ownership;

import java.util.Map;
import org.zonekeeper.am.domain.Failover;

/**
 * What each zone makes of the loss of its owner. Read by the judge of adoptions and by the zones'
 * tasks. Immutable; any thread.
 *
 * @param otherwise for every zone that has none of its own
 * @param byZone the zones that have
 */
public record Failovers(Failover otherwise, Map<String, Failover> byZone) {
  /** Every zone as the seed says. */
  public static final Failovers SEED = new Failovers(Failover.SEED, Map.of());

  public Failovers {
    byZone = Map.copyOf(byZone);
  }

  /** The zone's. */
  public Failover of(String zone) {
    return byZone.getOrDefault(zone, otherwise);
  }
}
