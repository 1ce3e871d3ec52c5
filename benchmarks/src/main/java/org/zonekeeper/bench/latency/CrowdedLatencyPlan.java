package org.zonekeeper.bench.latency;

/**
 * A few desktops in a crowd. Immutable.
 *
 * @param zones how many; desktops and crowd are spread evenly over them
 * @param desktops real ones, over WebSockets
 * @param callsPerSecond attempts that the platform is to start each second, for all agents together
 * @param seed of customers and agents
 */
public record CrowdedLatencyPlan(int zones, int desktops, int callsPerSecond, long seed) {
  public CrowdedLatencyPlan {
    if (zones < 1 || desktops < zones || callsPerSecond < 1) {
      throw new IllegalArgumentException(
          "zones %d, desktops %d, calls per second %d: each at least 1, and a desktop in each zone"
              .formatted(zones, desktops, callsPerSecond));
    }
  }

  int desktopsPerZone() {
    return desktops / zones;
  }
}
