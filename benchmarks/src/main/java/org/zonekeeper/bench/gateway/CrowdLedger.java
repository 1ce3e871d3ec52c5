package org.zonekeeper.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a crowd's desktops have seen: who is served, who failed and why, who was told. Confined to
 * the crowd's thread.
 */
final class CrowdLedger {
  private final List<Long> servedAt = new ArrayList<>();
  private final List<Long> toldAt = new ArrayList<>();
  private final Map<String, Integer> failures = new TreeMap<>();

  /** A storm begins. */
  void begin() {
    servedAt.clear();
    failures.clear();
  }

  /** A telling begins. */
  void beginTelling() {
    toldAt.clear();
  }

  void served(long atNanos) {
    servedAt.add(atNanos);
  }

  void told(long atNanos) {
    toldAt.add(atNanos);
  }

  void failed(String why) {
    failures.merge(why, 1, Integer::sum);
  }

  int decided() {
    return servedAt.size() + failed();
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  int told() {
    return toldAt.size();
  }

  List<Long> servedAt() {
    return List.copyOf(servedAt);
  }

  List<Long> toldAt() {
    return List.copyOf(toldAt);
  }

  /** How many of each reason. */
  Map<String, Integer> failures() {
    return Map.copyOf(failures);
  }
}
