package org.zonekeeper.simulation.judge;

import java.util.Optional;
import java.util.OptionalLong;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.Ownership;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.simulation.faults.ProcessOutcomes;

/**
 * F1, F9, X1, X2 and X6: each epoch has one owner and begins with the change of owner, which says
 * what state it found and is judged for what it really was.
 */
final class OwnerLaw implements Law {
  /** The group was asked a little before the event was committed. */
  private static final long ASKED_BEFORE_MS = 1_000;

  private final Chronicle chronicle;
  private final ProcessOutcomes fates;
  private final OutageThreshold patience;
  private final Faults faults;

  /**
   * @param patience how long an owner may be silent
   */
  OwnerLaw(Chronicle chronicle, ProcessOutcomes fates, OutageThreshold patience, Faults faults) {
    this.chronicle = chronicle;
    this.fates = fates;
    this.patience = patience;
    this.faults = faults;
  }

  @Override
  public void next(JournalEntry entry, ZoneState before) {
    ZoneRecord zone = before.zone();
    Optional<Owner> broughtIn = Ownership.broughtInBy(entry);
    require(
        entry.epoch() == zone.getEpoch() + (broughtIn.isPresent() ? 1 : 0),
        "X6: epoch %d is followed by %d".formatted(zone.getEpoch(), entry.epoch()),
        entry);
    require(
        broughtIn.isPresent()
            || zone.getLife() != ZoneLife.AVAILABLE
            || !silentTooLong(zone.getOwner(), entry),
        "F20: went on as if nothing had been after a silence longer than the threshold",
        entry);
    switch (entry.event()) {
      case ZoneHandedOver handed -> {
        found(handed.getStateDigest(), before, entry);
        require(handed.getPreviousOwner().equals(zone.getOwner()), "F1: wrong owner before", entry);
        require(
            zone.getHandoverAnnounced()
                || handed.getTolerated()
                || !deadBefore(zone.getOwner(), entry),
            "F1: the owner was dead and had announced nothing",
            entry);
        require(
            zone.getHandoverAnnounced()
                || handed.getTolerated()
                || !silentTooLong(zone.getOwner(), entry),
            "F20: planned, though the owner announced nothing and was silent for too long",
            entry);
        require(
            !handed.getTolerated() || handed.getToleranceMs() > 0,
            "X2: tolerated by a zone that tolerates nothing",
            entry);
      }
      case ZoneTakenOver taken -> {
        found(taken.getStateDigest(), before, entry);
        require(taken.getPreviousOwner().equals(zone.getOwner()), "F1: wrong owner before", entry);
        unplanned(taken, zone, entry);
      }
      default -> {
        // No change of owner between two.
      }
    }
  }

  private void found(String digest, ZoneState before, JournalEntry entry) {
    require(digest.equals(before.digest()), "F9: the state found is not the journal's fold", entry);
  }

  private boolean deadBefore(Owner owner, JournalEntry entry) {
    OptionalLong death = fates.deathOf(owner.getIncarnation());
    return death.isPresent() && death.getAsLong() < chronicle.committedAt(entry) - ASKED_BEFORE_MS;
  }

  private void unplanned(ZoneTakenOver taken, ZoneRecord zone, JournalEntry entry) {
    String before = zone.getOwner().getIncarnation();
    if (taken.getOwner().equals(zone.getOwner())) {
      require(
          silentTooLong(taken.getOwner(), entry),
          "F20: outage of an owner that was not silent for longer than the threshold",
          entry);
      return;
    }
    require(
        zone.getLife() == ZoneLife.OUTAGE
            || taken.getToleranceMs() == 0
            || entry.at() - taken.getOutageBeganAt() > taken.getToleranceMs(),
        "X2: an outage within the tolerance",
        entry);
    boolean explained =
        fates.everFailed(before)
            || fates.everStopped(before)
            || zone.getLife() == ZoneLife.OUTAGE
            || silentTooLong(zone.getOwner(), entry)
            || taken.getGrounds().contains("could not be found out");
    require(explained, "X1: an outage though the owner let go in good order", entry);
  }

  /**
   * By the committed heartbeats, as the contract has it, whatever kept the owner from them: it need
   * not have stood still. It may have lost the zone to others who came to nothing (each dead or
   * frozen before its adoption was committed) and got it back; then nobody owned the zone
   * meanwhile. The times are what a new owner goes by as well: its own clock, and that of the owner
   * before it.
   */
  private boolean silentTooLong(Owner owner, JournalEntry entry) {
    ZoneStatus beat = chronicle.lastBeatBefore(entry).orElseThrow();
    long limit = patience.outageThresholdMillis() + beat.getToleranceMs();
    return beat.getOwner().equals(owner) && entry.at() - beat.getHeartbeatAt() > limit;
  }

  private void require(boolean condition, String otherwise, JournalEntry entry) {
    if (!condition) {
      faults.fault(otherwise + ": " + entry);
    }
  }
}
