package org.zonekeeper.simulation.judge;

import java.util.OptionalLong;
import org.zonekeeper.am.ownership.OutageThreshold;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.simulation.faults.ProcessOutcomes;

/**
 * F1 and X1: each change of owner is judged for what it really was. An owner that died without a
 * word hands nothing over, and one that let go in good order suffers no outage.
 */
final class F01ChangesJudgedRightly extends Judge {
  /** The group was asked a little before the event was committed. */
  private static final long ASKED_BEFORE_MS = 1_000;

  private final WorldEvidence world;
  private final ProcessOutcomes fates;
  private final OutageThreshold patience;
  private final KnownOwner before = new KnownOwner();

  /**
   * @param patience how long an owner may be silent
   */
  F01ChangesJudgedRightly(WorldEvidence world, ProcessOutcomes fates, OutageThreshold patience) {
    super("F1", "a change of owner is judged for what it was");
    this.world = world;
    this.fates = fates;
    this.patience = patience;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    switch (entry.event()) {
      case ZoneHandedOver e ->
          findings.require(
              before.announcedHandover() || e.getTolerated() || !deadBefore(before.owner(), entry),
              entry,
              "the owner was dead and had announced nothing: " + entry);
      case ZoneTakenOver e ->
          findings.require(
              explained(e, entry),
              entry,
              "an outage though the owner let go in good order: " + entry);
      default -> {
        // No change of owner between two.
      }
    }
    before.apply(entry.event());
  }

  private boolean deadBefore(Owner owner, HashedEntry entry) {
    OptionalLong death = fates.deathOf(owner.getIncarnation());
    return death.isPresent()
        && death.getAsLong() < world.committedAt(entry.entry()) - ASKED_BEFORE_MS;
  }

  private boolean explained(ZoneTakenOver taken, HashedEntry entry) {
    String incarnation = before.owner().getIncarnation();
    return taken.getOwner().equals(before.owner())
        || fates.everFailed(incarnation)
        || fates.everStopped(incarnation)
        || before.isOutage()
        || world.silentTooLong(before.owner(), entry.entry(), patience)
        || taken.getGrounds().contains("could not be found out");
  }
}
