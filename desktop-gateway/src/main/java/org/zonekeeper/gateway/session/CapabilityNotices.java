package org.zonekeeper.gateway.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * Holds what agents may ask for until the journal has come to where they may: the read model may be
 * read before the events that led to it, and a desktop hears of those first. Desk thread only.
 */
final class CapabilityNotices {
  private final ZoneWatches zones;
  private final Map<String, Queue<AgentSnapshot>> ahead = new HashMap<>();

  CapabilityNotices(ZoneWatches zones) {
    this.zones = zones;
  }

  /** A record of the read model. */
  void add(AgentSnapshot snapshot) {
    ahead.computeIfAbsent(snapshot.getZone(), zone -> new ArrayDeque<>()).add(snapshot);
  }

  /** Those whose events have all been read, in order. */
  List<AgentSnapshot> takeDue(String zone) {
    Queue<AgentSnapshot> waiting = ahead.get(zone);
    if (waiting == null || waiting.isEmpty()) {
      return List.of();
    }
    long read = zones.of(zone).place(0).sequence();
    List<AgentSnapshot> due = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.peek().getSequence() <= read) {
      due.add(waiting.remove());
    }
    return due;
  }
}
