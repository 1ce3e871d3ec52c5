package org.zonekeeper.simulation.judge;

import org.zonekeeper.check.journal.ZonePhase;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Who owns one zone, and whether it said that it would let go, by the zone's journal. Confined to
 * one thread.
 */
final class KnownOwner {
  private static final Owner NOBODY = new Owner("", "");

  private final ZonePhase zone = new ZonePhase();
  private Owner owner = NOBODY;
  private boolean announced;

  /** The owner; one without a name before the zone is opened. */
  Owner owner() {
    return owner;
  }

  /** Whether it announced a handover and is still the owner. */
  boolean announcedHandover() {
    return announced;
  }

  /** Whether the zone works. */
  boolean isAvailable() {
    return zone.isAvailable();
  }

  /** Whether the zone was taken over and does not work yet. */
  boolean isOutage() {
    return zone.isOutage();
  }

  /** Takes the zone's next event in. */
  void apply(Event event) {
    zone.apply(event);
    switch (event) {
      case ZoneOpened e -> changed(e.getOwner());
      case ZoneHandedOver e -> changed(e.getOwner());
      case ZoneTakenOver e -> changed(e.getOwner());
      case HandoverAnnounced e -> announced = true;
      default -> {
        // The same owner goes on.
      }
    }
  }

  private void changed(Owner next) {
    owner = next;
    announced = false;
  }
}
