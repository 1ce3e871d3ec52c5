package org.zonekeeper.check.invariant;

import java.util.EnumSet;
import java.util.Set;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Every outage is opened by a takeover and closed, in order, by both barriers and the zone being
 * available; in between nobody gets a call, nothing is dialled and no command is done.
 */
final class Outages implements ZoneInvariant {
  private enum Life {
    UNKNOWN,
    OPENED,
    AVAILABLE,
    OUTAGE
  }

  private Life life = Life.UNKNOWN;
  private long beganAt;
  private final Set<InputStream> passed = EnumSet.noneOf(InputStream.class);

  @Override
  public String id() {
    return "outages";
  }

  @Override
  public String title() {
    return "outages open and close in order, nothing is assigned, dialled or done in them";
  }

  @Override
  public void next(Read read, Notes notes) {
    switch (read.event()) {
      case ZoneOpened e -> life = Life.OPENED;
      case ZoneTakenOver e -> begin(read, e, notes);
      case BarrierPassed e -> pass(read, e, notes);
      case ZoneAvailable e -> end(read, e, notes);
      case CallAssigned e -> notNow(read, notes);
      case CallQueued e -> notNow(read, notes);
      case DiallingAuthorised e -> notNow(read, notes);
      case CommandAccepted e -> notNow(read, notes);
      case JobStarted e -> notNow(read, notes);
      case JobChanged e -> notNow(read, notes);
      default -> {
        // Facts go on, and refusals.
      }
    }
  }

  private void begin(Read read, ZoneTakenOver taken, Notes notes) {
    if (life == Life.OUTAGE && taken.getOutageBeganAt() != beganAt) {
      notes.fault(
          read,
          "%s says that the outage began at %d; it was not over, and had begun at %d"
              .formatted(read, taken.getOutageBeganAt(), beganAt));
    }
    life = Life.OUTAGE;
    beganAt = taken.getOutageBeganAt();
    passed.clear();
    notes.count("takeovers");
  }

  private void pass(Read read, BarrierPassed barrier, Notes notes) {
    if (life != Life.OUTAGE || !passed.add(barrier.getStream())) {
      notes.fault(
          read, "%s on %s, but no such barrier is open".formatted(read, barrier.getStream()));
    }
  }

  private void end(Read read, ZoneAvailable available, Notes notes) {
    boolean mended = life == Life.OUTAGE && passed.size() == InputStream.values().length;
    if (life != Life.OPENED && !mended) {
      notes.fault(
          read,
          life == Life.OUTAGE
              ? "%s before both barriers were read back, only %s".formatted(read, passed)
              : "%s, but there was no outage".formatted(read));
    } else if (mended && available.getOutageBeganAt() != beganAt) {
      notes.fault(
          read,
          "%s says that the outage began at %d, its takeover %d"
              .formatted(read, available.getOutageBeganAt(), beganAt));
    }
    if (mended) {
      notes.count("outages closed");
    }
    life = Life.AVAILABLE;
  }

  private void notNow(Read read, Notes notes) {
    if (life == Life.OUTAGE) {
      notes.fault(read, read + " in the middle of an outage");
    } else if (life == Life.OPENED) {
      notes.fault(read, read + " before the zone was available");
    }
  }
}
