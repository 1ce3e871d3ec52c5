package org.zonekeeper.check.invariant;

import java.util.EnumSet;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
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
public final class Outages extends Judge {
  private enum Life {
    UNKNOWN,
    OPENED,
    AVAILABLE,
    OUTAGE
  }

  private Life life = Life.UNKNOWN;
  private long beganAt;
  private final Set<InputStream> passed = EnumSet.noneOf(InputStream.class);

  /** Of one zone's journal. */
  public Outages() {
    super(
        "outages", "outages open and close in order, nothing is assigned, dialled or done in them");
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneOpened e -> life = Life.OPENED;
      case ZoneTakenOver e -> begin(entry, e, findings);
      case BarrierPassed e -> pass(entry, e, findings);
      case ZoneAvailable e -> end(entry, e, findings);
      case CallAssigned e -> notNow(entry, findings);
      case CallQueued e -> notNow(entry, findings);
      case DiallingAuthorised e -> notNow(entry, findings);
      case CommandAccepted e -> notNow(entry, findings);
      case JobStarted e -> notNow(entry, findings);
      case JobChanged e -> notNow(entry, findings);
      default -> {
        // Facts go on, and refusals.
      }
    }
  }

  private void begin(HashedEntry entry, ZoneTakenOver taken, Findings findings) {
    if (life == Life.OUTAGE && taken.getOutageBeganAt() != beganAt) {
      findings.fault(
          entry,
          "%s says that the outage began at %d; it was not over, and had begun at %d"
              .formatted(entry, taken.getOutageBeganAt(), beganAt));
    }
    life = Life.OUTAGE;
    beganAt = taken.getOutageBeganAt();
    passed.clear();
    findings.count("takeovers");
  }

  private void pass(HashedEntry entry, BarrierPassed barrier, Findings findings) {
    if (life != Life.OUTAGE || !passed.add(barrier.getStream())) {
      findings.fault(
          entry, "%s on %s, but no such barrier is open".formatted(entry, barrier.getStream()));
    }
  }

  private void end(HashedEntry entry, ZoneAvailable available, Findings findings) {
    boolean mended = life == Life.OUTAGE && passed.size() == InputStream.values().length;
    if (life != Life.OPENED && !mended) {
      findings.fault(
          entry,
          life == Life.OUTAGE
              ? "%s before both barriers were read back, only %s".formatted(entry, passed)
              : "%s, but there was no outage".formatted(entry));
    } else if (mended && available.getOutageBeganAt() != beganAt) {
      findings.fault(
          entry,
          "%s says that the outage began at %d, its takeover %d"
              .formatted(entry, available.getOutageBeganAt(), beganAt));
    }
    if (mended) {
      findings.count("outages closed");
    }
    life = Life.AVAILABLE;
  }

  private void notNow(HashedEntry entry, Findings findings) {
    if (life == Life.OUTAGE) {
      findings.fault(entry, entry + " in the middle of an outage");
    } else if (life == Life.OPENED) {
      findings.fault(entry, entry + " before the zone was available");
    }
  }
}
