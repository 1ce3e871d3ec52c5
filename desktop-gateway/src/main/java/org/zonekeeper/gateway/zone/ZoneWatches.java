package org.zonekeeper.gateway.zone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.gateway.zone.ZoneChange.Kind;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * All zones of the directory, each with its watch and the latest beginning and end of an outage.
 * Not thread-safe: the desk's thread.
 */
public final class ZoneWatches {
  private final Map<String, ZoneWatch> watches = new HashMap<>();
  private final Map<String, ZoneChange> lastBeginnings = new HashMap<>();
  private final Map<String, ZoneChange> lastEnds = new HashMap<>();

  public ZoneWatches(ZoneDirectory directory, OwnerSilenceLimits patience) {
    directory.zones().forEach(zone -> watches.put(zone, new ZoneWatch(zone, patience)));
  }

  /** The watch of a zone of the directory. */
  public ZoneWatch of(String zone) {
    ZoneWatch watch = watches.get(zone);
    if (watch == null) {
      throw new IllegalArgumentException("zone " + zone + " is not in the directory");
    }
    return watch;
  }

  public boolean contains(String zone) {
    return watches.containsKey(zone);
  }

  /** Outages that begin now, by the clock alone. */
  public List<ZoneChange> tick(ObservedInstant now) {
    List<ZoneChange> changes = new ArrayList<>();
    for (ZoneWatch watch : watches.values()) {
      watch.tick(now).ifPresent(changes::add);
    }
    return changes;
  }

  /** Keeps the change, for sessions that must be told of it later. */
  public void remember(ZoneChange change) {
    (change.kind() == Kind.NOT_AVAILABLE ? lastBeginnings : lastEnds).put(change.zone(), change);
  }

  /** The latest beginning of an outage of the zone. */
  public Optional<ZoneChange> lastBeginning(String zone) {
    return Optional.ofNullable(lastBeginnings.get(zone));
  }

  /** The latest end of an outage of the zone. */
  public Optional<ZoneChange> lastEnd(String zone) {
    return Optional.ofNullable(lastEnds.get(zone));
  }

  /** The zones of the directory, in order of their names. */
  public List<String> names() {
    return watches.keySet().stream().sorted().toList();
  }
}
