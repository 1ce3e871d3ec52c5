package org.zonekeeper.audit.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.check.invariant.Finding;
import org.zonekeeper.check.invariant.ZoneResult;

/**
 * One invariant over all zones. Immutable.
 *
 * @param id its name
 * @param title it in a few words
 * @param judgedZones in how many zones it was judged
 * @param faults how many findings there are
 * @param findings the first of each zone
 * @param counts what was judged, summed up
 */
public record InvariantSummary(
    String id,
    String title,
    int judgedZones,
    long faults,
    List<Finding> findings,
    Map<String, Long> counts) {

  public InvariantSummary {
    findings = List.copyOf(findings);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** Every invariant of a proof, in its order. */
  static List<InvariantSummary> of(Proof proof) {
    Map<String, List<ZoneResult>> byId = new LinkedHashMap<>();
    proof.zones().stream()
        .flatMap(zone -> zone.results().stream())
        .forEach(result -> byId.computeIfAbsent(result.id(), id -> new ArrayList<>()).add(result));
    return byId.values().stream().map(InvariantSummary::over).toList();
  }

  private static InvariantSummary over(List<ZoneResult> zones) {
    Map<String, Long> counts = new LinkedHashMap<>();
    zones.forEach(
        zone -> zone.counts().forEach((what, count) -> counts.merge(what, count, Long::sum)));
    return new InvariantSummary(
        zones.getFirst().id(),
        zones.getFirst().title(),
        (int) zones.stream().filter(ZoneResult::judged).count(),
        zones.stream().mapToLong(ZoneResult::faults).sum(),
        zones.stream().flatMap(zone -> zone.findings().stream()).toList(),
        counts);
  }
}
