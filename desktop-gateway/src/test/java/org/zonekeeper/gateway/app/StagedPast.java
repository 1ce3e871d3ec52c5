package org.zonekeeper.gateway.app;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/** What a staged zone's journal holds from before the gateway's start: three outages in 20 days. */
final class StagedPast {
  /** How many owners the zone has had. */
  static final long EPOCHS = 4;

  private static final long HOUR_MS = 3_600_000;

  private StagedPast() {}

  static List<Event> of(String zone, long now) {
    List<Event> events = new ArrayList<>();
    events.add(
        ZoneOpened.newBuilder()
            .setHeader(header(zone, 1, 1, now - 480 * HOUR_MS))
            .setOwner(owner(1))
            .build());
    takenOver(events, zone, 2, now - 300 * HOUR_MS, 2_400);
    takenOver(events, zone, 3, now - 20 * HOUR_MS, 310);
    takenOver(events, zone, 4, now - 5 * HOUR_MS, 640);
    return events;
  }

  private static void takenOver(
      List<Event> events, String zone, int epoch, long began, long lasted) {
    events.add(
        ZoneTakenOver.newBuilder()
            .setHeader(header(zone, epoch, 10L * epoch, began + lasted - 50))
            .setPreviousOwner(owner(epoch - 1))
            .setOwner(owner(epoch))
            .setOutageBeganAt(began)
            .setGrounds("am-%d is no member of the group any more".formatted(epoch - 1))
            .setStateDigest("4be1")
            .build());
    events.add(
        ZoneAvailable.newBuilder()
            .setHeader(header(zone, epoch, 10L * epoch + 1, began + lasted))
            .setOwner(owner(epoch))
            .setOutageBeganAt(began)
            .build());
  }

  private static Owner owner(int epoch) {
    return new Owner("am-" + (epoch % 3 + 1), "i-" + epoch);
  }

  private static EventHeader header(String zone, long epoch, long sequence, long at) {
    return EventHeader.newBuilder()
        .setZone(zone)
        .setEpoch(epoch)
        .setSequence(sequence)
        .setAt(at)
        .setCause(new Cause(CauseKind.TIMER, "Tick", "", -1L, 0L))
        .setCorrelation(zone)
        .build();
  }
}
