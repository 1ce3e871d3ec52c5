package org.zonekeeper.harness.rig;

import java.time.Duration;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.harness.Until;

/** Waits for what a stage comes to; for minutes at most, and not for a broken one. One thread. */
final class HarnessWaits {
  /** The longest that anything may take. */
  static final Duration LIMIT = Duration.ofMinutes(4);

  private final SystemRun stage;

  HarnessWaits(SystemRun stage) {
    this.stage = stage;
  }

  /** As the other one, with a look that costs nothing. */
  void await(String what, Until.Condition<RuntimeException> condition) throws InterruptedException {
    await(what, Until.LOOK_EVERY, condition);
  }

  /**
   * Waits for a condition.
   *
   * @throws StartFailure if it does not hold in time; the message names what was waited for
   */
  void await(String what, Duration lookEvery, Until.Condition<RuntimeException> condition)
      throws InterruptedException {
    Until.holds(
        "%s; logs in %s".formatted(what, stage.files().directory()),
        LIMIT,
        lookEvery,
        () -> {
          boolean holds = condition.holds();
          if (!holds) {
            requireReadableJournal();
          }
          return holds;
        });
  }

  private void requireReadableJournal() {
    stage
        .zones()
        .failure()
        .ifPresent(
            failure -> {
              throw new StartFailure("the journal cannot be read any more: " + failure, failure);
            });
  }
}
