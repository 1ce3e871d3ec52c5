package org.zonekeeper.harness.rig;

import java.time.Duration;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.SystemRun;

/** Waits for what a stage comes to; for minutes at most, and not for a broken one. One thread. */
final class HarnessWaits {
  /** The longest that anything may take. */
  static final Duration LIMIT = Duration.ofMinutes(4);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final SystemRun stage;

  HarnessWaits(SystemRun stage) {
    this.stage = stage;
  }

  @FunctionalInterface
  interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** As the other one, with a look that costs nothing. */
  void await(String what, Condition condition) throws InterruptedException {
    await(what, LOOK_EVERY, condition);
  }

  /**
   * Waits for a condition.
   *
   * @throws StartFailure if it does not hold in time; the message names what was waited for
   */
  void await(String what, Duration lookEvery, Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      stage
          .zones()
          .failure()
          .ifPresent(
              failure -> {
                throw new StartFailure("the journal cannot be read any more: " + failure, failure);
              });
      if (System.nanoTime() > deadline) {
        throw new StartFailure(
            "waited %d s in vain for %s; logs in %s"
                .formatted(LIMIT.toSeconds(), what, stage.files().directory()));
      }
      Thread.sleep(lookEvery);
    }
  }
}
