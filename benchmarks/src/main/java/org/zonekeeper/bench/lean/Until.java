package org.zonekeeper.bench.lean;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.zonekeeper.cluster.StartFailure;

/** Waits for a condition, with a limit. Stateless; any thread. */
public final class Until {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Until() {}

  /**
   * Returns when the condition holds.
   *
   * @param what is waited for, for the error
   * @throws StartFailure if it does not hold in time
   */
  public static void holds(String what, Duration within, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new StartFailure("waited %d s in vain for %s".formatted(within.toSeconds(), what));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    }
  }
}
