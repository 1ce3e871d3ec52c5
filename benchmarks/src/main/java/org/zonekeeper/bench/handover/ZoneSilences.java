package org.zonekeeper.bench.handover;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.harness.ZoneObserver;
import org.zonekeeper.harness.ZoneObserver.Listening;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * The longest time in which a reader of committed records heard nothing of a zone: neither an event
 * nor a heartbeat. Listens from its making until it is closed; thread-safe.
 */
final class ZoneSilences implements AutoCloseable {
  private final Map<String, Long> heardAt = new HashMap<>();
  private final Map<String, Long> longest = new HashMap<>();
  private final Set<String> moved = new HashSet<>();
  private final Set<String> takenOver = new HashSet<>();
  private final Listening events;
  private final Listening statuses;

  ZoneSilences(ZoneObserver zones) {
    events = zones.listen(this::event);
    statuses = zones.listenToStatus(status -> heard(status.getZone()));
  }

  /** Milliseconds, of each zone that changed hands. */
  synchronized Map<String, Long> ofMovedZones() {
    Map<String, Long> millis = new HashMap<>(longest);
    millis.keySet().retainAll(moved);
    return millis;
  }

  /** Milliseconds, of each zone that stayed where it was. */
  synchronized Map<String, Long> ofOtherZones() {
    Map<String, Long> millis = new HashMap<>(longest);
    millis.keySet().removeAll(moved);
    return millis;
  }

  /** Zones whose change was an outage: none, if all went as planned. */
  synchronized Set<String> takenOver() {
    return Set.copyOf(takenOver);
  }

  @Override
  public void close() {
    events.close();
    statuses.close();
  }

  private synchronized void event(Event event) {
    String zone = event.getHeader().getZone();
    heard(zone);
    if (event instanceof ZoneHandedOver || event instanceof ZoneTakenOver) {
      moved.add(zone);
    }
    if (event instanceof ZoneTakenOver) {
      takenOver.add(zone);
    }
  }

  private synchronized void heard(String zone) {
    long now = System.nanoTime();
    Long before = heardAt.put(zone, now);
    if (before != null) {
      longest.merge(zone, TimeUnit.NANOSECONDS.toMillis(now - before), Math::max);
    }
  }
}
