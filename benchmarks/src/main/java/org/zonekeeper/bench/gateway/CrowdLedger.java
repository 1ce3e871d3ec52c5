package org.zonekeeper.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a crowd's desktops have seen since its last storm began: who was served and at which
 * attempt, which attempts failed and why, who was lost after that, who was told. Confined to the
 * crowd's thread.
 */
final class CrowdLedger {
  private final List<Long> servedAt = new ArrayList<>();
  private final List<Long> servedAtOnceAt = new ArrayList<>();
  private final List<Long> toldAt = new ArrayList<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private final Map<String, Integer> lost = new TreeMap<>();
  private int telling;

  /** A storm begins. */
  void begin() {
    servedAt.clear();
    servedAtOnceAt.clear();
    failures.clear();
    lost.clear();
  }

  /** A telling begins. */
  void beginTelling() {
    telling++;
    toldAt.clear();
  }

  /** Which telling it is: each desktop counts once in each. */
  int telling() {
    return telling;
  }

  /**
   * A desktop is served, for the first time in this storm.
   *
   * @param attempt counted from 1
   */
  void served(long atNanos, int attempt) {
    servedAt.add(atNanos);
    if (attempt == 1) {
      servedAtOnceAt.add(atNanos);
    }
  }

  void told(long atNanos) {
    toldAt.add(atNanos);
  }

  /** An attempt to be served was refused, or its connection was lost. */
  void failed(String why) {
    failures.merge(why, 1, Integer::sum);
  }

  /** The connection of a desktop that had been served. */
  void lost(String why) {
    lost.merge(why, 1, Integer::sum);
  }

  int served() {
    return servedAt.size();
  }

  int failed() {
    return sum(failures);
  }

  int told() {
    return toldAt.size();
  }

  List<Long> servedAt() {
    return List.copyOf(servedAt);
  }

  /** Of those that were served at their first attempt. */
  List<Long> servedAtOnceAt() {
    return List.copyOf(servedAtOnceAt);
  }

  List<Long> toldAt() {
    return List.copyOf(toldAt);
  }

  /** Attempts that failed, by reason. */
  Map<String, Integer> failures() {
    return Map.copyOf(failures);
  }

  /** Connections lost after their desktops were served, by reason. */
  Map<String, Integer> lost() {
    return Map.copyOf(lost);
  }

  static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
