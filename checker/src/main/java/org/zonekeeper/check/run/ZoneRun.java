package org.zonekeeper.check.run;

import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.LogLine;

/**
 * One zone's part of a run: what a judge of its journal can hold against it, if the journal is not
 * all that there is. Immutable; any thread.
 *
 * @param run the whole run
 * @param zone the zone
 */
public record ZoneRun(Run run, String zone) {

  /** The zone's outages that ended, in order of time. */
  public List<Outage> mended() {
    return run.incidents().mended().stream().filter(this::isOfZone).toList();
  }

  /** Those of them that were made by a kill or a freeze. */
  public List<Outage> mendedFailures() {
    return run.incidents().mendedFailures().stream().filter(this::isOfZone).toList();
  }

  private boolean isOfZone(Outage outage) {
    return outage.zone().equals(zone);
  }

  /** The platform's lines of one kind: order, fact or attempt. */
  public List<LogLine> platform(String kind) {
    return run.platform(zone, kind);
  }

  /** The recorder's events of the zone, in its order. */
  public Stream<LogLine> recorder() {
    return run.recorder().stream()
        .filter(line -> line.kind().equals("event") && line.zone().equals(zone));
  }

  /** The commands to the zone, each sender's in order. */
  public Stream<Exchange> exchanges() {
    return run.desktops().exchanges().stream().filter(one -> one.zone().equals(zone));
  }
}
