package org.zonekeeper.simulation.judge;

import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.run.Ownership;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F20: an owner that was silent for less than the outage threshold carries on, and one that was
 * silent for longer does not, by the heartbeats that were really committed.
 */
final class F20SilencesJudgedRightly extends Judge {
  private final WorldEvidence world;
  private final OutageThreshold patience;
  private final KnownOwner before = new KnownOwner();

  /**
   * @param patience how long an owner may be silent
   */
  F20SilencesJudgedRightly(WorldEvidence world, OutageThreshold patience) {
    super("F20", "a silence is an outage if it is longer than the threshold, and only then");
    this.world = world;
    this.patience = patience;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    findings.require(
        Ownership.broughtInBy(entry.entry()).isPresent()
            || !before.isAvailable()
            || !silentTooLong(entry),
        entry,
        "went on as if nothing had been after a silence longer than the threshold: " + entry);
    switch (entry.event()) {
      case ZoneHandedOver e ->
          findings.require(
              before.announcedHandover() || e.getTolerated() || !silentTooLong(entry),
              entry,
              "planned, though the owner announced nothing and was silent for too long: " + entry);
      case ZoneTakenOver e ->
          findings.require(
              !e.getOwner().equals(before.owner()) || silentTooLong(entry),
              entry,
              "outage of an owner that was not silent for longer than the threshold: " + entry);
      default -> {
        // Nobody judged a silence.
      }
    }
    before.apply(entry.event());
  }

  private boolean silentTooLong(HashedEntry entry) {
    return world.silentTooLong(before.owner(), entry.entry(), patience);
  }
}
