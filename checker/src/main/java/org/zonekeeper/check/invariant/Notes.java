package org.zonekeeper.check.invariant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one invariant has to say of one zone: the first findings, how many there are, and counts of
 * what was judged. Confined to the thread that reads the zone.
 */
public final class Notes {
  /** One lost event can refute thousands of others; the first findings tell the story. */
  private static final int KEPT = 20;

  private final String zone;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long faults;

  /** Nothing said of the zone yet. */
  public Notes(String zone) {
    this.zone = zone;
  }

  /** The event refutes the invariant. */
  public void fault(Read read, String text) {
    fault(read.sequence(), read.entry().offset(), read.entry().type(), text);
  }

  /** Something about the place refutes it. */
  public void fault(long sequence, long offset, String event, String text) {
    faults++;
    if (findings.size() < KEPT) {
      findings.add(new Finding(zone, sequence, offset, event, text));
    }
  }

  /** One more of what was judged; {@code what} is plural. */
  public void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** So many more of what was judged. */
  public void count(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  /** The first findings, in the order of the journal. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** How many findings there are in all. */
  public long faults() {
    return faults;
  }

  /** What was judged, and how many of each. */
  public Map<String, Long> counts() {
    return new LinkedHashMap<>(counts);
  }
}
