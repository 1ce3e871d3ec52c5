package org.zonekeeper.chaos.soak;

import java.time.Duration;
import org.zonekeeper.harness.rig.RigLoad;

/**
 * What is soaked, and for how long. Immutable.
 *
 * @param load of agents and calls
 * @param lasts how long strangers send
 * @param sampleEvery between two looks at the processes
 * @param seed of everything that is sent
 */
record SoakPlan(RigLoad load, Duration lasts, Duration sampleEvery, long seed) {
  /**
   * A zone remembers answers and ended calls for ten minutes: until then its state has to grow, and
   * caches and compiled code with it.
   */
  private static final Duration FILLED_AFTER = Duration.ofMinutes(12);

  /** Samples that a slope needs at least. */
  static final int FEWEST_SAMPLES = 8;

  /**
   * How much of the beginning is not looked at: until everything that is remembered for a while is
   * there, but no more than a third of the run.
   */
  Duration warmUp() {
    Duration third = lasts.dividedBy(3);
    return third.compareTo(FILLED_AFTER) < 0 ? third : FILLED_AFTER;
  }

  /** Whether the run is long enough to tell growth from filling. */
  boolean isLongerThanMemory() {
    return warmUp().equals(FILLED_AFTER);
  }

  /** Whether there will be enough samples. */
  boolean hasSamples() {
    return lasts.minus(warmUp()).dividedBy(sampleEvery) >= FEWEST_SAMPLES;
  }
}
