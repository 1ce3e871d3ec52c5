package org.zonekeeper.acr.mapping;

import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.recorder.ZoneAvailability;
import org.zonekeeper.schemas.recorder.ZoneAvailabilityChanged;

/** What a recorder is told of zones. Stateless. */
final class ZoneEvents {
  private static final long NO_OUTAGE = 0;

  private ZoneEvents() {}

  static ZoneAvailabilityChanged takenOver(ZoneTakenOver e) {
    return new ZoneAvailabilityChanged(
        ZoneAvailability.NOT_AVAILABLE, e.getOwner().getAgentManager(), e.getOutageBeganAt());
  }

  static ZoneAvailabilityChanged handedOver(ZoneHandedOver e) {
    return new ZoneAvailabilityChanged(
        ZoneAvailability.AVAILABLE, e.getOwner().getAgentManager(), NO_OUTAGE);
  }

  static ZoneAvailabilityChanged available(ZoneAvailable e) {
    return new ZoneAvailabilityChanged(
        ZoneAvailability.AVAILABLE, e.getOwner().getAgentManager(), e.getOutageBeganAt());
  }
}
