package org.zonekeeper.bench.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One loss of an Agent Manager as seen from outside: milliseconds from the loss, each zone or
 * desktop on its own. Filled by the run's thread, then only read.
 */
public final class Loss {
  private final int number;
  private final String victim;
  private final List<String> zones;
  private final int agents;
  private final long busyPercent;
  private final Map<Milestone, List<Long>> millis = new TreeMap<>();
  private int missing;
  private int marked;

  /**
   * @param number counted from 1
   * @param victim the Agent Manager
   * @param zones those it had
   * @param agents logged on in these zones at that moment
   * @param busyPercent how busy all cores were just before
   */
  Loss(int number, String victim, List<String> zones, int agents, long busyPercent) {
    this.number = number;
    this.victim = victim;
    this.zones = List.copyOf(zones);
    this.agents = agents;
    this.busyPercent = busyPercent;
  }

  void reached(Milestone milestone, long afterMillis) {
    millis.computeIfAbsent(milestone, m -> new ArrayList<>()).add(afterMillis);
  }

  void marked(int calls) {
    marked += calls;
  }

  void missed(int desktopsOrZones) {
    missing += desktopsOrZones;
  }

  int number() {
    return number;
  }

  String victim() {
    return victim;
  }

  List<String> zones() {
    return zones;
  }

  int agents() {
    return agents;
  }

  /** How busy all cores were just before, percent. */
  long busyPercent() {
    return busyPercent;
  }

  /** How many calls were marked nuisance because of it. */
  int marked() {
    return marked;
  }

  /** How many desktops or zones never got there, or were told what they should not have been. */
  int missing() {
    return missing;
  }

  List<Long> of(Milestone milestone) {
    return List.copyOf(millis.getOrDefault(milestone, List.of()));
  }

  /** When the last one got there; 0 if none did. */
  long last(Milestone milestone) {
    return of(milestone).stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
