package org.zonekeeper.sim.recorder;

import java.time.Duration;
import java.util.Random;

/**
 * Says what goes wrong with the next batch. Called by the server for each batch, from any of its
 * threads.
 */
public interface Faults {
  /** The fault of the next batch. */
  Fault next();

  /** How long the recorder thinks before it looks at a batch. */
  Duration delay();

  /** A recorder that works. */
  static Faults none() {
    return random(Duration.ZERO, 0, 0, 0);
  }

  /**
   * Faults by chance, the same for the same seed.
   *
   * @param delay before each batch
   * @param failPercent of batches are answered 500
   * @param dropPercent of batches are recorded, but not answered
   * @param seed of the chance
   * @throws IllegalArgumentException if the percentages are negative or more than 100 together
   */
  static Faults random(Duration delay, int failPercent, int dropPercent, long seed) {
    if (delay.isNegative()
        || failPercent < 0
        || dropPercent < 0
        || failPercent + dropPercent > 100) {
      throw new IllegalArgumentException(
          "faults: delay %s, fail %d%%, drop %d%% cannot be used; allowed: no negative ones, and at most 100%% together"
              .formatted(delay, failPercent, dropPercent));
    }
    Random random = new Random(seed);
    return new Faults() {
      @Override
      public Fault next() {
        int dice = random.nextInt(100);
        if (dice < failPercent) {
          return Fault.FAIL;
        }
        return dice < failPercent + dropPercent ? Fault.ACCEPT_THEN_DROP : Fault.NONE;
      }

      @Override
      public Duration delay() {
        return delay;
      }
    };
  }
}
