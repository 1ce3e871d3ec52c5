package org.zonekeeper.check.invariant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one invariant has to say of one zone. Immutable.
 *
 * @param zone the zone
 * @param id the invariant's name
 * @param title the invariant in a few words
 * @param judged whether it was judged; not where the journal's beginning is missing and needed
 * @param faults how many findings there are
 * @param findings the first of them
 * @param counts what was judged, and how many of each
 */
public record ZoneResult(
    String zone,
    String id,
    String title,
    boolean judged,
    long faults,
    List<Finding> findings,
    Map<String, Long> counts) {

  public ZoneResult {
    findings = List.copyOf(findings);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }
}
