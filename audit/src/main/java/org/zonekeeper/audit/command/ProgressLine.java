package org.zonekeeper.audit.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says on standard error, every other second, how far a long reading is. Any thread. */
final class ProgressLine {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final PrintWriter err;
  private final String what;
  private final long expected;
  private final long started = System.nanoTime();
  private long done;
  private long told = System.nanoTime();

  /**
   * @param what is done, such as "verified"
   * @param expected how many there are to be; 0 if that is not known
   */
  ProgressLine(PrintWriter err, String what, long expected) {
    this.err = err;
    this.what = what;
    this.expected = expected;
  }

  /** So many more are done. */
  synchronized void more(long count) {
    done += count;
    long now = System.nanoTime();
    if (now - told >= EVERY.toNanos()) {
      told = now;
      err.println(line(now));
      err.flush();
    }
  }

  private String line(long now) {
    double seconds = (now - started) / 1e9;
    String part =
        expected > 0 ? String.format(Locale.ROOT, " (%.0f %%)", 100.0 * done / expected) : "";
    return String.format(Locale.ROOT, "%s %d events%s, %.0f/s", what, done, part, done / seconds);
  }
}
