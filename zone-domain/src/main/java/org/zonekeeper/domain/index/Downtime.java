package org.zonekeeper.domain.index;

import java.util.List;
import org.zonekeeper.schemas.state.Outage;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * The times in which nobody could answer the zone: no limit runs while they last, except for a
 * person who waits on the line. Immutable.
 *
 * @param outages in order, none within another
 */
public record Downtime(List<Outage> outages) {
  public static final Downtime NONE = new Downtime(List.of());

  public static Downtime of(ZoneRecord zone) {
    return new Downtime(zone.getOutages());
  }

  /** Whether the zone has had no other downtime than this. Asked with every event. */
  public boolean isOf(ZoneRecord zone) {
    return outages.equals(zone.getOutages());
  }

  /** The deadline, later by all of its wait that was downtime. */
  public Deadline moved(Deadline deadline) {
    if (outages.isEmpty() || deadline.timer().callerWaits()) {
      return deadline;
    }
    long at = deadline.at();
    for (Outage outage : outages) {
      long from = Math.max(outage.getFrom(), deadline.since());
      if (at > from && outage.getUntil() > from) {
        at += outage.getUntil() - from;
      }
    }
    return at == deadline.at()
        ? deadline
        : new Deadline(at, deadline.timer(), deadline.id(), deadline.since());
  }
}
