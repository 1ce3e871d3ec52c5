package org.zonekeeper.domain.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.CallStatusReceived;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.FeatureLevelRaised;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneCheckBegun;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.state.Outage;
import org.zonekeeper.schemas.state.Shutdown;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;

/** Applications of events about the zone as a whole. */
final class ZoneApplications {
  /** As long as the longest limit that a job can set. */
  private static final long OUTAGES_KEPT_MILLIS = Duration.ofDays(1).toMillis();

  private static final int MOST_OUTAGES = 16;

  /** For people who have just been told that the zone works again. */
  private static final long LEAST_GRACE_LEFT_MILLIS = Duration.ofSeconds(15).toMillis();

  private ZoneApplications() {}

  static void opened(ZoneState state, ZoneOpened e) {
    state.changeZone(
        zone -> {
          zone.setEpoch(e.getHeader().getEpoch());
          zone.setOwner(e.getOwner());
          zone.setStateVersion(e.getStateVersion());
          zone.setFeatureLevel(FeatureLevel.ofStateVersion(e.getStateVersion()).number());
        });
  }

  static void raised(ZoneState state, FeatureLevelRaised e) {
    state.changeZone(
        zone -> {
          zone.setFeatureLevel(e.getToLevel());
          zone.setStateVersion(e.getStateVersion());
        });
  }

  static void handoverAnnounced(ZoneState state, HandoverAnnounced e) {
    state.changeZone(
        zone -> {
          zone.setHandoverAnnounced(true);
          zone.setHandoverAnnouncedAt(e.getHeader().getAt());
        });
  }

  static void handedOver(ZoneState state, ZoneHandedOver e) {
    state.changeZone(
        zone -> {
          zone.setEpoch(e.getHeader().getEpoch());
          zone.setOwner(e.getOwner());
          zone.setHandoverAnnounced(false);
          zone.setHandoverAnnouncedAt(0);
          unattended(zone, e.getHeader());
        });
  }

  static void takenOver(ZoneState state, ZoneTakenOver e) {
    state.changeZone(
        zone -> {
          zone.setEpoch(e.getHeader().getEpoch());
          zone.setOwner(e.getOwner());
          zone.setHandoverAnnounced(false);
          zone.setHandoverAnnouncedAt(0);
          zone.setLife(ZoneLife.OUTAGE);
          zone.setOutageBeganAt(e.getOutageBeganAt());
          zone.setCommandBarrierPassed(false);
          zone.setFactBarrierPassed(false);
          zone.setCheckOwed(false);
          zone.setLastOutageEpoch(e.getHeader().getEpoch());
          zone.setOpenStatusRequests(List.of());
          zone.setCallsCheckedUpTo(null);
          zone.setFailoverPolicy(e.getPolicy());
          unattended(zone, e.getHeader());
        });
  }

  /**
   * The time between two owners' events does not count for what is remembered: whatever came
   * meanwhile is only read now, and some of it a second time. However long that was, and however
   * far apart the owners' clocks are.
   */
  private static void unattended(ZoneRecord zone, EventHeader first) {
    zone.setUnattendedMillis(
        zone.getUnattendedMillis() + Math.max(0, first.getAt() - zone.getAt()));
    zone.setUnattendedFrom(zone.getAt());
  }

  static void barrierPassed(ZoneState state, BarrierPassed e) {
    state.changeZone(
        zone -> {
          if (e.getStream() == InputStream.COMMANDS) {
            zone.setCommandBarrierPassed(true);
          } else {
            zone.setFactBarrierPassed(true);
          }
        });
  }

  static void available(ZoneState state, ZoneAvailable e) {
    state.changeZone(
        zone -> {
          zone.setCheckOwed(zone.getLife() == ZoneLife.OUTAGE);
          if (zone.getLife() == ZoneLife.OUTAGE) {
            zone.setOutages(with(zone, e.getHeader().getAt()));
            moveShutdown(zone, e.getHeader().getAt());
          }
          zone.setLife(ZoneLife.AVAILABLE);
        });
  }

  static void goingDown(ZoneState state, ZoneGoingDown e) {
    state.changeZone(zone -> zone.setShutdown(new Shutdown(e.getFailoverZone(), e.getDeadline())));
  }

  static void broughtUp(ZoneState state, ZoneBroughtUp e) {
    state.changeZone(zone -> zone.setShutdown(null));
  }

  /** Nobody could leave in the outage: the grace is longer by it, and not over at once. */
  private static void moveShutdown(ZoneRecord zone, long now) {
    Shutdown shutdown = zone.getShutdown();
    if (shutdown != null) {
      long outage = Math.max(0, now - zone.getOutageBeganAt());
      long deadline = Math.max(shutdown.getDeadline() + outage, now + LEAST_GRACE_LEFT_MILLIS);
      zone.setShutdown(new Shutdown(shutdown.getFailoverZone(), deadline));
    }
  }

  /** The oldest outages run together when there are too many: what waits has longer then. */
  private static List<Outage> with(ZoneRecord zone, long until) {
    List<Outage> outages = new ArrayList<>(zone.getOutages());
    outages.removeIf(old -> old.getUntil() < until - OUTAGES_KEPT_MILLIS);
    outages.add(new Outage(Math.min(zone.getOutageBeganAt(), until), until));
    while (outages.size() > MOST_OUTAGES) {
      long from = outages.removeFirst().getFrom();
      outages.set(0, new Outage(from, outages.getFirst().getUntil()));
    }
    return outages;
  }

  static void checkBegun(ZoneState state, ZoneCheckBegun e) {
    state.changeZone(
        zone -> {
          zone.setCheckOwed(false);
          zone.setCallsCheckedUpTo(e.getLiveCalls() > 0 ? "" : null);
        });
  }

  /** The calls asked about remember it, since the answer says nothing about any later call. */
  static void statusRequested(ZoneState state, CallStatusRequested e) {
    state.changeZone(
        zone -> {
          if (!e.getCalls().isEmpty()) {
            zone.setOpenStatusRequests(with(zone.getOpenStatusRequests(), e.getRequestId()));
          }
          zone.setCallsCheckedUpTo(e.getMore() ? e.getCalls().getLast() : null);
        });
    e.getCalls()
        .forEach(
            callId -> state.changeCall(callId, call -> call.setStatusRequestId(e.getRequestId())));
  }

  static void statusReceived(ZoneState state, CallStatusReceived e) {
    state.changeZone(
        zone ->
            zone.setOpenStatusRequests(
                zone.getOpenStatusRequests().stream()
                    .filter(open -> !open.equals(e.getRequestId()))
                    .toList()));
  }

  private static List<String> with(List<String> some, String another) {
    return Stream.concat(some.stream(), Stream.of(another)).toList();
  }
}
