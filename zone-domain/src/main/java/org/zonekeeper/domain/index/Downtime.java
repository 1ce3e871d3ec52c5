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
    if (outages.isEmpty() || deadline.timer().isByTheClock()) {
      return deadline;
    }
    long at = deadline.at();
    for (Outage outage : outages) {
      long from = Math.max(outage.getFrom(), deadline.since());
      if (outage.getUntil() > from) {
        at += at > from ? outage.getUntil() - from : 0;
      }
      at = Math.max(at, leastAfter(outage, deadline));
    }
    return at == deadline.at()
        ? deadline
        : new Deadline(at, deadline.timer(), deadline.id(), deadline.since());
  }

  /**
   * A callback that was due before the end of the outage is offered behind it (F27). Whoever looked
   * at a contact before the outage has time to look at it again, even if the outage took no time by
   * the zone's clock, because the owner before was ahead of the new one.
   */
  private static long leastAfter(Outage outage, Deadline deadline) {
    if (outage.getUntil() < deadline.since()) {
      return Long.MIN_VALUE;
    }
    return switch (deadline.timer()) {
      case PREVIEW -> outage.getUntil() + Deadline.PREVIEW_AFTER_OUTAGE.toMillis();
      case CALLBACK_WINDOW -> outage.getUntil() + Deadline.CALLBACK_AFTER_OUTAGE.toMillis();
      default -> Long.MIN_VALUE;
    };
  }
}
