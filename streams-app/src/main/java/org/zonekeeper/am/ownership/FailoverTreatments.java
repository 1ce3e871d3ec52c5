package org.zonekeeper.am.ownership;

import java.util.Map;
import org.zonekeeper.domain.settings.FailoverTreatment;

/**
 * What each zone makes of the loss of its owner. Read by the judge of adoptions and by the zones'
 * tasks. Immutable; any thread.
 *
 * @param otherwise for every zone that has none of its own
 * @param byZone the zones that have
 */
public record FailoverTreatments(
    FailoverTreatment otherwise, Map<String, FailoverTreatment> byZone) {
  /** Every zone announces every outage and marks all waiting calls. */
  public static final FailoverTreatments MARK_ALL =
      new FailoverTreatments(FailoverTreatment.MARK_ALL, Map.of());

  public FailoverTreatments {
    byZone = Map.copyOf(byZone);
  }

  /** The zone's. */
  public FailoverTreatment of(String zone) {
    return byZone.getOrDefault(zone, otherwise);
  }
}
