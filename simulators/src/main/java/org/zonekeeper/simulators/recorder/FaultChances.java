package org.zonekeeper.simulators.recorder;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often a recorder does what wrong. Immutable.
 *
 * @param delay before each batch
 * @param percent of batches that meet each fault; the rest meet none
 * @param refusedType events of this type are refused for good; empty: none is
 */
public record FaultChances(
    Duration delay, Map<RecorderFault, Integer> percent, String refusedType) {
  /** A recorder that works. */
  public static final FaultChances NONE = new FaultChances(Duration.ZERO, Map.of(), "");

  public FaultChances {
    int sum = percent.values().stream().mapToInt(Integer::intValue).sum();
    boolean negative = percent.values().stream().anyMatch(each -> each < 0);
    if (delay.isNegative() || negative || sum > 100) {
      throw new IllegalArgumentException(
          "faults: delay %s, percent %s cannot be used; allowed: no negative ones, and at most 100 percent together"
              .formatted(delay, percent));
    }
    percent = Map.copyOf(percent);
  }

  /** The same with this fault so often. */
  public FaultChances with(RecorderFault fault, int newPercent) {
    Map<RecorderFault, Integer> changed = new EnumMap<>(RecorderFault.class);
    changed.putAll(percent);
    changed.put(fault, newPercent);
    return new FaultChances(delay, changed, refusedType);
  }

  /** The same with this delay. */
  public FaultChances withDelay(Duration newDelay) {
    return new FaultChances(newDelay, percent, refusedType);
  }

  /** The same, refusing events of this type. */
  public FaultChances refusing(String type) {
    return new FaultChances(delay, percent, type);
  }

  /**
   * The fault that a dice stands for.
   *
   * @param dice 0 to 99
   */
  RecorderFault faultAt(int dice) {
    int upTo = 0;
    for (RecorderFault fault : RecorderFault.values()) {
      upTo += percent.getOrDefault(fault, 0);
      if (dice < upTo) {
        return fault;
      }
    }
    return RecorderFault.NONE;
  }
}
