package org.zonekeeper.simulation.faults;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What really became of every start of an Agent Manager, for whoever judges what the zones made of
 * it. By incarnation. Confined to the world's thread.
 */
public final class ProcessOutcomes {
  private final Map<String, Long> deaths = new HashMap<>();
  private final Set<String> frozen = new HashSet<>();
  private final Set<String> clockSet = new HashSet<>();
  private final Set<String> stopped = new HashSet<>();
  private final Set<String> evicted = new HashSet<>();

  void killed(String incarnation, long at) {
    deaths.put(incarnation, at);
  }

  void frozen(String incarnation) {
    frozen.add(incarnation);
  }

  void clockSet(String incarnation) {
    clockSet.add(incarnation);
  }

  void stopped(String incarnation) {
    stopped.add(incarnation);
  }

  void evicted(String incarnation) {
    evicted.add(incarnation);
  }

  /** When it was killed, in the world's time; empty if it was not. */
  public OptionalLong deathOf(String incarnation) {
    Long at = deaths.get(incarnation);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** Whether anything ever happened to it that could end its ownership against its will. */
  public boolean everFailed(String incarnation) {
    return deaths.containsKey(incarnation)
        || frozen.contains(incarnation)
        || clockSet.contains(incarnation)
        || evicted.contains(incarnation);
  }

  /** Whether it was told to stop. */
  public boolean everStopped(String incarnation) {
    return stopped.contains(incarnation);
  }
}
