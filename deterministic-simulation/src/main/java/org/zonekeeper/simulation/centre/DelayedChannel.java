package org.zonekeeper.simulation.centre;

import java.util.SplittableRandom;
import org.zonekeeper.simulation.time.VirtualTime;

/** One way through the network: each delivery takes its time, none overtakes another. */
final class DelayedChannel {
  private final VirtualTime time;
  private final SplittableRandom chance;
  private final int least;
  private final int most;
  private long lastDue;

  /**
   * @param least milliseconds that a delivery takes
   * @param most milliseconds that it takes at most
   */
  DelayedChannel(VirtualTime time, SplittableRandom chance, int least, int most) {
    this.time = time;
    this.chance = chance;
    this.least = least;
    this.most = most;
  }

  void carry(Runnable delivery) {
    lastDue = Math.max(lastDue, time.now() + least + chance.nextInt(most - least + 1));
    time.at(lastDue, delivery);
  }

  /** Whether everything that was given to it has arrived. */
  boolean idle() {
    return lastDue < time.now();
  }

  /** Nothing gets through before this time. */
  void hold(long until) {
    lastDue = Math.max(lastDue, until);
  }
}
