package org.zonekeeper.check.journal;

import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/** Whether one zone works, by its journal. Confined to one thread. */
public final class ZonePhase {
  private enum Phase {
    CLOSED,
    AVAILABLE,
    OUTAGE
  }

  private Phase phase = Phase.CLOSED;
  private FailoverPolicy policy = FailoverPolicy.MARK_ALL;
  private long lastOutageEpoch;

  /** Whether commands are done and calls assigned. */
  public boolean isAvailable() {
    return phase == Phase.AVAILABLE;
  }

  /** Whether the zone was taken over and is not available yet. */
  public boolean isOutage() {
    return phase == Phase.OUTAGE;
  }

  /** Whether the outage leaves calls that still have live-voice budget the chance of an agent. */
  public boolean sparesCalls() {
    return policy == FailoverPolicy.MARK_EXPIRED;
  }

  /** The epoch that the last takeover began; 0 if there was none. */
  public long lastOutageEpoch() {
    return lastOutageEpoch;
  }

  /** Takes the zone's next event in. */
  public void apply(Event event) {
    switch (event) {
      case ZoneOpened e -> phase = Phase.CLOSED;
      case ZoneTakenOver e -> {
        phase = Phase.OUTAGE;
        policy = e.getPolicy();
        lastOutageEpoch = e.getHeader().getEpoch();
      }
      case ZoneAvailable e -> phase = Phase.AVAILABLE;
      default -> {
        // A planned handover interrupts nothing.
      }
    }
  }
}
