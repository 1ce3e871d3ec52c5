package org.zonekeeper.gateway.dashboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneChange;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * The boards of all zones, and the beat at which those who watch hear of them: changes four times a
 * second, counters once. However much happens, a console gets so many frames and no more. Gateway
 * thread only.
 */
public final class Dashboards {
  private static final long CHANGES_EVERY_MS = 250;
  private static final long COUNTERS_EVERY_MS = 1_000;

  private final Map<String, ZoneBoard> boards = new LinkedHashMap<>();
  private final Standbys standbys = new Standbys();
  private long changesDue;
  private long countersDue;

  public Dashboards(ZoneWatches zones, long sinceMs) {
    zones
        .names()
        .forEach(zone -> boards.put(zone, new ZoneBoard(zones.of(zone), standbys, sinceMs)));
  }

  /** Each event of the journal, in its zone's order. */
  public void event(Event event) {
    boards.get(event.getHeader().getZone()).event(event);
  }

  /**
   * A zone's changes of owner before this gateway read its journal.
   *
   * @param events those, and of each takeover that the zone worked again, in order
   * @param since from when on none is missing, epoch milliseconds
   */
  public void past(String zone, List<Event> events, long since) {
    boards.get(zone).past(events, since);
  }

  /** A record of the zone-status topic. */
  public void status(ZoneStatus status) {
    standbys.heartbeat(status);
    boards.get(status.getZone()).status(status);
  }

  /** A record of the agents' read model. */
  public void agent(AgentSnapshot snapshot) {
    boards.get(snapshot.getZone()).agent(snapshot);
  }

  /** A tombstone of the agents' read model. */
  public void agentGone(String zone, String agentId) {
    boards.get(zone).agentGone(agentId);
  }

  /** An outage of a zone began or ended, as this gateway saw it. */
  public void changed(ZoneChange change) {
    boards.get(change.zone()).changed(change);
  }

  /** What a console that begins to watch must be told first, each made when it is asked for. */
  public List<Supplier<Optional<Notification>>> known(Collection<String> zones, long wallMs) {
    List<Supplier<Optional<Notification>>> known = new ArrayList<>();
    zones.forEach(zone -> known.addAll(boards.get(zone).known(wallMs)));
    return known;
  }

  /**
   * To be called often.
   *
   * @param tell takes a zone's notification
   */
  public void tick(ObservedInstant now, BiConsumer<String, Notification> tell) {
    if (now.observed() >= changesDue) {
      changesDue = now.observed() + CHANGES_EVERY_MS;
      boards.forEach(
          (zone, board) -> board.takeChanges(now.wall()).forEach(each -> tell.accept(zone, each)));
    }
    if (now.observed() >= countersDue) {
      countersDue = now.observed() + COUNTERS_EVERY_MS;
      boards.forEach(
          (zone, board) -> board.counters(now.wall()).forEach(each -> tell.accept(zone, each)));
    }
  }
}
