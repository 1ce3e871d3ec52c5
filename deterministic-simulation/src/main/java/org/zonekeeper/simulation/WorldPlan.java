package org.zonekeeper.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a world is like. Immutable; the same plan is the same world.
 *
 * @param seed of everything that happens
 * @param zones how many, 1 or more
 * @param agentManagers how many, 1 or more
 * @param agents in each zone, 1 or more
 * @param storm how long things go wrong; then it calms down, and everything comes to its end
 */
public record WorldPlan(long seed, int zones, int agentManagers, int agents, Duration storm) {
  public WorldPlan {
    within("zones", zones, 1, 1_000);
    within("agent managers", agentManagers, 1, 50);
    within("agents", agents, 1, 10_000);
    within("storm in seconds", storm.toSeconds(), 1, 30 * 24 * 3600);
  }

  /** A small world of which the seed decides everything. */
  public static WorldPlan of(long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    return new WorldPlan(
        seed,
        1 + chance.nextInt(3),
        2 + chance.nextInt(2),
        2 + chance.nextInt(4),
        Duration.ofSeconds(20 + chance.nextInt(30)));
  }

  private static void within(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %d; allowed: %d to %d".formatted(what, value, least, most));
    }
  }
}
