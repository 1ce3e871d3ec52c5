package org.zonekeeper.audit.command;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * Tells the person at the terminal how far a long reading is: nothing in the first seconds, then a
 * line every few seconds. Any thread.
 */
public final class Progress {
  private static final long EVERY = Duration.ofSeconds(3).toNanos();

  /** A look at the clock costs more than an event does. */
  private static final int LOOK_AFTER = 4096;

  private final PrintWriter err;
  private final String what;
  private final long expected;
  private final long begun = System.nanoTime();
  private long told = begun;
  private long done;

  /**
   * @param what is read, such as "zone north"
   * @param expected how many events it will be; 0 if unknown
   */
  public Progress(PrintWriter err, String what, long expected) {
    this.err = err;
    this.what = what;
    this.expected = expected;
  }

  /** One more event is done. */
  public void step() {
    more(1);
  }

  /** So many more events are done. */
  public synchronized void more(long count) {
    long looksBefore = done / LOOK_AFTER;
    done += count;
    if (done / LOOK_AFTER > looksBefore) {
      look(System.nanoTime());
    }
  }

  private void look(long now) {
    if (now - told < EVERY) {
      return;
    }
    told = now;
    long perSecond = done * 1_000_000_000L / Math.max(1, now - begun);
    err.println(
        expected > 0
            ? "%s: %,d of %,d events (%d %%), %,d a second"
                .formatted(what, done, expected, 100 * done / expected, perSecond)
            : "%s: %,d events, %,d a second".formatted(what, done, perSecond));
    err.flush();
  }
}
