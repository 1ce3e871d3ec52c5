package org.zonekeeper.domain.decide;

import java.util.Objects;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.HandOverZone;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * How a zone comes to an owner, and out of an outage: taken over, both barriers read back,
 * available. Stateless; called by the engine.
 */
public final class Recovery {
  private static final int LEAST_CHECKS = 10;
  private static final int MOST_CHECKS = 500;
  private static final int CHECK_SHARE = 20;

  private Recovery() {}

  /**
   * Decides on a new owner.
   *
   * @param digest of the state as restored
   * @throws IllegalArgumentException if the kind cannot be of this zone: opening one that has had
   *     an owner, or anything else of one that never had
   */
  public static void adopt(Adopt adopt, String digest, Decision draft) {
    ZoneRecord zone = draft.zone().zone();
    boolean isNew = zone.getLife() == ZoneLife.NEW;
    if (isNew != (adopt.kind() == AdoptionKind.OPENING)) {
      throw new IllegalArgumentException(
          "zone %s is %s and cannot be adopted as %s"
              .formatted(zone.getZone(), zone.getLife(), adopt.kind()));
    }
    switch (adopt.kind()) {
      case OPENING -> {
        draft.add(new ZoneOpened(adopt.owner(), adopt.level().stateVersion()));
        draft.add(new ZoneAvailable(adopt.owner(), 0L));
      }
      case CARRY_ON -> {}
      case PLANNED_HANDOVER, TOLERATED_FAILURE -> {
        if (zone.getLife() == ZoneLife.OUTAGE) {
          // The previous owner's barriers are its own: an outage not yet mended begins anew.
          takenOver(adopt, zone, adopt.grounds() + "; its outage was not yet over", digest, draft);
        } else {
          draft.add(
              new ZoneHandedOver(
                  zone.getOwner(),
                  adopt.owner(),
                  adopt.grounds(),
                  digest,
                  adopt.kind() == AdoptionKind.TOLERATED_FAILURE,
                  adopt.failover().toleranceMillis()));
        }
      }
      case OUTAGE -> {
        takenOver(adopt, zone, adopt.grounds(), digest, draft);
        HalfDecided.close(adopt.halfDecided(), draft);
      }
    }
  }

  private static void takenOver(
      Adopt adopt, ZoneRecord zone, String grounds, String digest, Decision draft) {
    long began =
        zone.getLife() == ZoneLife.OUTAGE ? zone.getOutageBeganAt() : adopt.outageBeganAt();
    draft.add(
        new ZoneTakenOver(
            zone.getOwner(),
            adopt.owner(),
            began,
            grounds,
            digest,
            adopt.failover().policy(),
            adopt.failover().toleranceMillis()));
  }

  public static void announceHandover(String grounds, Decision draft) {
    ZoneRecord zone = draft.zone().zone();
    if (zone.getOwner() != null && !zone.getHandoverAnnounced()) {
      draft.add(new HandoverAnnounced(zone.getOwner(), grounds, null));
    }
  }

  /** F23: announced again each time, since an announcement that nobody follows lapses. */
  static CommandVerdict handOver(HandOverZone c, Decision draft) {
    Owner owner = draft.zone().zone().getOwner();
    if (owner.getAgentManager().equals(c.getAgentManager())) {
      return CommandVerdict.refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "zone %s is owned by %s already",
          draft.zone().zone().getZone(),
          c.getAgentManager());
    }
    draft.add(new HandoverAnnounced(owner, c.getGrounds(), c.getAgentManager()));
    return CommandVerdict.accepted();
  }

  /** Barriers of older owners may linger in the topic: they mean nothing any more. */
  static void commandBarrier(CommandBarrier barrier, Decision draft) {
    ZoneRecord zone = draft.zone().zone();
    if (!zone.getCommandBarrierPassed()
        && own(barrier.getEpoch(), barrier.getIncarnation(), zone)) {
      draft.add(new BarrierPassed(InputStream.COMMANDS));
    }
  }

  /**
   * The facts of the outage are all in: whoever answered and has no agent was lost to it (F5, F6);
   * to the policy that spares, only who has waited for longer than the live-voice budget (X2).
   */
  static void factBarrier(FactBarrier barrier, Decision draft) {
    ZoneRecord zone = draft.zone().zone();
    if (zone.getFactBarrierPassed() || !own(barrier.getEpoch(), barrier.getIncarnation(), zone)) {
      return;
    }
    draft.add(new BarrierPassed(InputStream.FACTS));
    draft.zone().calls().stream()
        .filter(Recovery::answeredWithoutAgent)
        .filter(call -> !LineFacts.spared(call, draft.now(), draft))
        .forEach(call -> new CallClosing(draft, call).marked(NuisanceCause.FAILOVER));
  }

  /** The outage is over when everything that was written during it has been read. */
  public static void available(Decision draft) {
    ZoneRecord zone = draft.zone().zone();
    if (zone.getLife() == ZoneLife.OUTAGE
        && zone.getCommandBarrierPassed()
        && zone.getFactBarrierPassed()) {
      draft.add(new ZoneAvailable(zone.getOwner(), zone.getOutageBeganAt()));
    }
  }

  /** Whether {@link #check} has anything left to do. */
  public static boolean owesChecks(ZoneView zone) {
    return zone.zone().getLife() == ZoneLife.AVAILABLE
        && (zone.zone().getCheckOwed()
            || zone.zone().getCallsCheckedUpTo() != null
            || zone.agentIndex().hasUnasked());
  }

  /**
   * F10, F16, F18, F19, F28: says which calls go on, and checks what the zone believes of calls,
   * desktops and inbound work. Not together with {@link #available}, since everybody waits for
   * that; and some at a time, of desktops a twentieth, since all of them asked at once, some three
   * records each and all their answers, would stand in the way of everything else.
   */
  public static void check(long timeoutMillis, Decision draft) {
    ZoneView zone = draft.zone();
    if (!owesChecks(zone)) {
      return;
    }
    if (zone.zone().getCheckOwed()) {
      StatusReports.begin(draft);
    } else {
      StatusReports.goOn(draft);
    }
    int some = Math.clamp(zone.agents().size() / CHECK_SHARE, LEAST_CHECKS, MOST_CHECKS);
    zone.agentIndex().unasked(some).stream()
        .map(id -> zone.agent(id).orElseThrow())
        .forEach(
            agent -> {
              DesktopChecks.request(agent, timeoutMillis, draft);
              Blending.askStatus(agent, draft);
            });
  }

  private static boolean answeredWithoutAgent(CallRecord call) {
    return switch (call.getPhase()) {
      case ANSWERED, QUEUED, ASSIGNED -> true;
      case ATTEMPTING, CONNECTED, NUISANCE, WRAPUP -> false;
    };
  }

  private static boolean own(long epoch, String incarnation, ZoneRecord zone) {
    return zone.getOwner() != null
        && epoch == zone.getEpoch()
        && Objects.equals(incarnation, zone.getOwner().getIncarnation());
  }
}
