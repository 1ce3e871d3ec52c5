package org.zonekeeper.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.cluster.process.StartFailure;

/** Waits for a condition, with a limit. Stateless; any thread. */
public final class Until {
  /** For a look that costs nothing. */
  public static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Something that holds or does not, or cannot be found out. */
  @FunctionalInterface
  public interface Condition<E extends Exception> {
    boolean holds() throws E, InterruptedException;
  }

  private Until() {}

  /**
   * Returns when the condition holds.
   *
   * @param what is waited for, for the error
   * @throws StartFailure if it does not hold in time
   * @throws E if it cannot be found out
   */
  public static <E extends Exception> void holds(
      String what, Duration within, Condition<E> condition) throws E, InterruptedException {
    holds(what, within, LOOK_EVERY, condition);
  }

  /**
   * As the other one, for a condition that costs something to look at.
   *
   * @param lookEvery pause between two looks
   */
  public static <E extends Exception> void holds(
      String what, Duration within, Duration lookEvery, Condition<E> condition)
      throws E, InterruptedException {
    if (!holdsWithin(within, lookEvery, condition)) {
      throw new StartFailure("waited %d s in vain for %s".formatted(within.toSeconds(), what));
    }
  }

  /**
   * Returns when the condition holds or the time is over, for whom either is an answer.
   *
   * @param lookEvery pause between two looks
   * @return whether it holds
   * @throws E if it cannot be found out
   */
  public static <E extends Exception> boolean holdsWithin(
      Duration within, Duration lookEvery, Condition<E> condition) throws E, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(lookEvery.toNanos());
    }
    return true;
  }
}
