package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * Judges what a change of owner is, from what the previous owner left in the store and, only where
 * that does not settle it, from the consumer group's members. One for all zones of an Agent
 * Manager; stateless, any thread.
 */
public final class AdoptionJudge {
  private final Owner self;
  private final OutageThreshold patience;
  private final FailoverTreatments failovers;
  private final GroupLiveness liveness;
  private final Duration lookUpTimeout;

  /**
   * @param self this Agent Manager
   * @param failovers what each zone tolerates
   * @param liveness asked when the previous owner is another process that announced nothing
   * @param lookUpTimeout the longest wait for its answer; without one the change is an outage
   */
  public AdoptionJudge(
      Owner self,
      OutageThreshold patience,
      FailoverTreatments failovers,
      GroupLiveness liveness,
      Duration lookUpTimeout) {
    this.self = self;
    this.patience = patience;
    this.failovers = failovers;
    this.liveness = liveness;
    this.lookUpTimeout = lookUpTimeout;
  }

  /**
   * Looks at a restored zone and, if need be, starts asking for the group's members, so that the
   * answer is there when {@link PendingAdoption#judge} wants it. Does not block.
   *
   * @param zone the zone as restored
   * @param heartbeat the previous owner's last committed sign of life
   * @param restoration that nobody has owned the zone since it was made from its journal
   */
  public PendingAdoption consider(
      ZoneRecord zone, Optional<Heartbeat> heartbeat, Optional<Restoration> restoration) {
    if (zone.getLife() == ZoneLife.NEW) {
      return PendingAdoption.opening(self, new Look(liveness.memberClientIds(), lookUpTimeout));
    }
    // An Agent Manager that does not know what it is leaves it where it is, and goes on.
    Optional<Restoration> fresh =
        restoration.filter(made -> made.getSequence() == zone.getSequence());
    if (fresh.isPresent()) {
      return PendingAdoption.restored(self, failovers.of(zone.getZone()), zone, fresh.get());
    }
    Predecessor predecessor = Predecessor.of(zone, heartbeat, patience);
    Optional<CompletableFuture<Set<String>>> members =
        predecessor.settlesItself(self)
            ? Optional.empty()
            : Optional.of(liveness.memberClientIds());
    return new PendingAdoption(
        self,
        patience,
        failovers.of(zone.getZone()),
        predecessor,
        members.map(asked -> new Look(asked, lookUpTimeout)));
  }

  /**
   * A question to the group that is under way.
   *
   * @param timeout the longest wait for its answer
   */
  record Look(CompletableFuture<Set<String>> members, Duration timeout) {}

  /**
   * What the previous owner left.
   *
   * @param owner who it was
   * @param lastSeen its last committed sign of life, epoch milliseconds
   * @param announced whether it had announced a handover
   * @param outageBeganAt when the outage began that it had not mended yet; 0: none
   */
  record Predecessor(Owner owner, long lastSeen, boolean announced, long outageBeganAt) {
    static Predecessor of(
        ZoneRecord zone, Optional<Heartbeat> heartbeat, OutageThreshold patience) {
      long lastSeen =
          heartbeat
              .filter(beat -> beat.getOwner().equals(zone.getOwner()))
              .map(Heartbeat::getAt)
              .orElse(zone.getAt());
      return new Predecessor(
          zone.getOwner(),
          lastSeen,
          zone.getHandoverAnnounced() && !patience.lapsed(zone, lastSeen),
          zone.getLife() == ZoneLife.OUTAGE ? zone.getOutageBeganAt() : 0);
    }

    boolean settlesItself(Owner self) {
      return owner.equals(self) || announced || outageBeganAt != 0;
    }
  }
}
