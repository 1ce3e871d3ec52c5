package org.zonekeeper.chaos;

import java.time.Duration;
import java.util.Locale;
import org.zonekeeper.harness.rig.RigLoad;

/**
 * What every seed of a series is played with. Immutable.
 *
 * @param mischief how long blows fall in each
 * @param zones how many
 * @param agents of all zones together
 * @param callsPerSecond attempts that the platform starts each second
 * @param brokers how many
 * @param share the most seeds that are played in one contact centre, one after the other
 */
record ChaosPlan(
    Duration mischief, int zones, int agents, int callsPerSecond, int brokers, int share) {

  /**
   * The work of a contact centre.
   *
   * @param seed of customers and agents
   * @throws IllegalArgumentException if there cannot be such a one
   */
  RigLoad load(long seed) {
    return new RigLoad(zones, agents, callsPerSecond, seed, Math.min(2, agents / zones / 2));
  }

  /** The command that plays a seed again, in a contact centre of its own. */
  String repeat(long seed) {
    return "./zonekeeper chaos --seed %d --minutes %s --zones %d --agents %d --calls-per-second %d --brokers %d"
        .formatted(
            seed,
            String.format(Locale.ROOT, "%.2f", mischief.toMillis() / 60_000.0),
            zones,
            agents,
            callsPerSecond,
            brokers);
  }
}
