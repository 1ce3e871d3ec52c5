package org.zonekeeper.domain.settings;

/**
 * How much a zone may hold, whoever asks for more. Immutable.
 *
 * @param agents most agents logged on at a time. 100,000: with more of them a takeover's checks
 *     take longer than desktops wait, as measured
 * @param jobs most jobs at a time. 1,000: each is looked at in every tick, and a supervisor's
 *     console shows them all
 * @param callbacks most callbacks that are to come. 10,000: two each day of a month for 160 agents;
 *     one that replaces another is looked for among them all
 */
public record ZoneCapacity(int agents, int jobs, int callbacks) {
  public ZoneCapacity {
    between("agents", agents, 1_000_000);
    between("jobs", jobs, 100_000);
    between("callbacks", callbacks, 1_000_000);
  }

  /** The defaults, with the reasons given above. */
  public static ZoneCapacity defaults() {
    return new ZoneCapacity(100_000, 1_000, 10_000);
  }

  private static void between(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; allowed: 1 to %d of a zone".formatted(name, value, most));
    }
  }
}
