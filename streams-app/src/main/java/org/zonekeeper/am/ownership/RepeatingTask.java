package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step that a daemon thread of its own repeats until closed. A step that throws ends it, and says
 * so: a beat that cannot beat must look dead.
 */
public final class RepeatingTask implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatingTask.class);

  private final Runnable step;
  private final Duration pause;
  private final CountDownLatch closed = new CountDownLatch(1);

  private RepeatingTask(Runnable step, Duration pause) {
    this.step = step;
    this.pause = pause;
  }

  /** Starts at once. */
  public static RepeatingTask every(Duration pause, String thread, Runnable step) {
    RepeatingTask repeating = new RepeatingTask(step, pause);
    Thread.ofPlatform()
        .daemon()
        .name(thread)
        .uncaughtExceptionHandler(
            (died, failure) -> LOG.error("thread ended thread={}", died.getName(), failure))
        .start(repeating::run);
    return repeating;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      do {
        step.run();
      } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
