package org.zonekeeper.simulators.recorder;

import java.time.Duration;
import java.util.Random;

/**
 * Says what goes wrong with the next batch. Called by the server for each batch, from any of its
 * threads.
 */
public interface RecorderFaults {
  /** The fault of the next batch. */
  RecorderFault next();

  /** How long the recorder thinks before it looks at a batch. */
  Duration delay();

  /** Whether a batch with an event of this type is refused for good (422). */
  default boolean refuses(String type) {
    return false;
  }

  /** A recorder that works. */
  static RecorderFaults none() {
    return random(FaultChances.NONE, 0);
  }

  /**
   * Faults by chance, the same for the same seed.
   *
   * @param seed of the chance
   */
  static RecorderFaults random(FaultChances chances, long seed) {
    Random random = new Random(seed);
    return new RecorderFaults() {
      @Override
      public RecorderFault next() {
        return chances.faultAt(random.nextInt(100));
      }

      @Override
      public Duration delay() {
        return chances.delay();
      }

      @Override
      public boolean refuses(String type) {
        return type.equals(chances.refusedType());
      }
    };
  }
}
