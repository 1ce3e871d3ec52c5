package org.zonekeeper.am.clock;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The time that Kafka Streams lives by: the host's clock, but it never goes back. By the plain
 * clock, one that is set back by an hour lets no punctuator run for an hour: no heartbeat, no time
 * limit, and nobody who takes the zone over, because its owner is alive.
 *
 * <p>A clock that is set <em>forward</em> is followed at once. A host that slept looks the same,
 * and of the two the outage is the careful answer: an owner takes its zones over from itself. One
 * that is set <em>back</em> is waited for: this time runs at nine tenths of its pace until the
 * clock has caught up. What passes meanwhile is measured by {@code nanoTime}, which nobody can set.
 *
 * <p>Safe on any thread.
 */
public final class MonotonicTime implements Time {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Two readings further apart say nothing about each other, nanoseconds. */
  private static final long LONGEST_LOOK = 50 * NANOS_PER_MILLI;

  /** Less is no step. */
  static final Duration LEAST_STEP = Duration.ofMillis(500);

  /** Told that the clock was set. */
  @FunctionalInterface
  public interface Watch {
    /**
     * Called by whichever thread looked at the time; must not block.
     *
     * @param by how far it was set forward; negative: back
     */
    void stepped(Duration by);
  }

  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private final Watch watch;
  private long lastNanos;
  private long lastWall;
  private long now;

  /** By the host's clocks. */
  public MonotonicTime(Watch watch) {
    this(SYSTEM::milliseconds, SYSTEM::nanoseconds, watch);
  }

  /**
   * By any clocks.
   *
   * @param wallMillis epoch milliseconds; may be set
   * @param nanos nanoseconds since whenever; goes on evenly
   */
  public MonotonicTime(LongSupplier wallMillis, LongSupplier nanos, Watch watch) {
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.watch = watch;
    lastNanos = nanos.getAsLong();
    lastWall = wallMillis.getAsLong() * NANOS_PER_MILLI;
    now = lastWall;
  }

  @Override
  public long milliseconds() {
    Duration step = Duration.ofNanos(look());
    if (step.abs().compareTo(LEAST_STEP) >= 0) {
      watch.stepped(step);
    }
    return read();
  }

  private synchronized long read() {
    return now / NANOS_PER_MILLI;
  }

  /** Goes on to the present, and says how far the clock was set since the last look. */
  private synchronized long look() {
    long nano;
    long wall;
    do {
      nano = nanos.getAsLong();
      wall = wallMillis.getAsLong() * NANOS_PER_MILLI;
      // A process that stood still between the two would look like a clock that was set.
    } while (nanos.getAsLong() - nano > LONGEST_LOOK);
    long passed = Math.max(0, nano - lastNanos);
    long step = wall - lastWall - passed;
    long onwards = now + passed;
    now = wall >= onwards ? wall : onwards - Math.min(onwards - wall, passed / SlewedTime.SHARE);
    lastNanos = nano;
    lastWall = wall;
    return step;
  }

  @Override
  public long nanoseconds() {
    return nanos.getAsLong();
  }

  @Override
  public void sleep(long millis) {
    SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object monitor, Supplier<Boolean> condition, long deadlineMillis)
      throws InterruptedException {
    // By the clock that nobody can set.
    long deadline = nanos.getAsLong() + (deadlineMillis - milliseconds()) * NANOS_PER_MILLI;
    synchronized (monitor) {
      while (!condition.get()) {
        long left = deadline - nanos.getAsLong();
        if (left <= 0) {
          throw new org.apache.kafka.common.errors.TimeoutException(
              "the condition did not come true in time");
        }
        monitor.wait(left / NANOS_PER_MILLI + 1);
      }
    }
  }
}
