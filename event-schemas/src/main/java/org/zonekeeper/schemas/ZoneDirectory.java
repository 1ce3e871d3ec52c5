package org.zonekeeper.schemas;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zonekeeper.schemas.limit.Texts;

/**
 * Which partition is which zone: explicit, one zone a partition, never a hash. All parts of one
 * installation are started with the same directory; zones are only ever added, on spare partitions.
 * Immutable; safe on any thread.
 */
public final class ZoneDirectory {
  private final SortedMap<String, Integer> zones;
  private final String[] byPartition;

  private ZoneDirectory(SortedMap<String, Integer> zones, int partitions) {
    this.zones = Collections.unmodifiableSortedMap(zones);
    this.byPartition = new String[partitions];
    zones.forEach((zone, partition) -> byPartition[partition] = zone);
  }

  /**
   * Parses {@code "Default=0,north=1,south=2;8"}: zones with their partitions, then, after a
   * semicolon, the number of partitions of every topic. Without it there are no spare partitions.
   *
   * @throws IllegalArgumentException naming the part that is wrong and what is allowed
   */
  public static ZoneDirectory parse(String text) {
    String[] halves = text.strip().split(";", -1);
    if (halves.length > 2) {
      throw new IllegalArgumentException(
          "zone directory '" + shown(text) + "' has more than one ';'; " + FORM);
    }
    SortedMap<String, Integer> zones = new TreeMap<>();
    for (String entry : halves[0].split(",", -1)) {
      String[] pair = entry.strip().split("=", -1);
      if (pair.length != 2 || !pair[0].matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
        throw new IllegalArgumentException(
            "zone directory entry '" + shown(entry) + "' is wrong; " + FORM);
      }
      Integer previous = zones.put(pair[0], number(pair[1], entry));
      if (previous != null) {
        throw new IllegalArgumentException("zone '" + pair[0] + "' stands twice in the directory");
      }
    }
    int highest = Collections.max(zones.values());
    int partitions = halves.length == 2 ? number(halves[1].strip(), halves[1]) : highest + 1;
    return of(zones, partitions);
  }

  /**
   * A directory of the given zones on topics of so many partitions.
   *
   * @throws IllegalArgumentException if two zones share a partition or one lies outside of the
   *     topics
   */
  public static ZoneDirectory of(Map<String, Integer> zones, int partitions) {
    TreeMap<Integer, String> taken = new TreeMap<>();
    zones.forEach(
        (zone, partition) -> {
          if (partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException(
                "zone '%s' has partition %d; topics have partitions 0 to %d"
                    .formatted(zone, partition, partitions - 1));
          }
          String other = taken.put(partition, zone);
          if (other != null) {
            throw new IllegalArgumentException(
                "zones '%s' and '%s' share partition %d; each needs its own"
                    .formatted(other, zone, partition));
          }
        });
    if (taken.isEmpty()) {
      throw new IllegalArgumentException("a zone directory needs at least one zone; " + FORM);
    }
    return new ZoneDirectory(new TreeMap<>(zones), partitions);
  }

  /** What is wrong is shown, however long it is. */
  private static final int MOST_SHOWN = 100;

  private static final String FORM =
      "write zone=partition pairs and, if there are spare partitions, their total number: "
          + "Default=0,north=1;8";

  private static String shown(String part) {
    return Texts.cut(part, MOST_SHOWN);
  }

  private static int number(String digits, String entry) {
    if (!digits.strip().matches("\\d{1,6}")) {
      throw new IllegalArgumentException("'" + shown(entry) + "' needs a whole number; " + FORM);
    }
    return Integer.parseInt(digits.strip());
  }

  /** All zones by name, in order of their names. */
  public List<String> zones() {
    return List.copyOf(zones.keySet());
  }

  /** Partitions of every topic, spare ones included. */
  public int partitions() {
    return byPartition.length;
  }

  public boolean contains(String zone) {
    return zones.containsKey(zone);
  }

  /**
   * The zone's partition in every topic.
   *
   * @throws UnknownZoneException if the directory does not have the zone
   */
  public int partitionOf(String zone) {
    Integer partition = zones.get(zone);
    if (partition == null) {
      throw new UnknownZoneException(zone, zones.keySet());
    }
    return partition;
  }

  /** The zone of a partition; empty for a spare one. */
  public Optional<String> zoneOf(int partition) {
    return partition < 0 || partition >= byPartition.length
        ? Optional.empty()
        : Optional.ofNullable(byPartition[partition]);
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    zones.forEach(
        (zone, partition) ->
            text.append(text.isEmpty() ? "" : ",").append(zone).append('=').append(partition));
    return text.append(';').append(partitions()).toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ZoneDirectory that
        && zones.equals(that.zones)
        && partitions() == that.partitions();
  }

  @Override
  public int hashCode() {
    return zones.hashCode();
  }
}
