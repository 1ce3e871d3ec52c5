package org.zonekeeper.am.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a Streams thread that died, but only so often: what fails again and again is no passing
 * fault, and a new thread would meet the same record. Then, and at once after an {@link Error}, the
 * client shuts down and the process ends. Called on dying Streams threads; thread-safe.
 */
public final class BoundedThreadReplacement implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedThreadReplacement.class);
  private static final long MINUTE_MILLIS = 60_000;

  private final int perMinute;
  private final LongSupplier clockMillis;
  private final Runnable onDeath;
  private final Deque<Long> replacements = new ArrayDeque<>();

  /**
   * @param perMinute replacements allowed within any minute
   * @param clockMillis a clock in milliseconds that never goes back
   * @param onDeath called first on each thread that dies; must not block
   */
  public BoundedThreadReplacement(int perMinute, LongSupplier clockMillis, Runnable onDeath) {
    this.perMinute = perMinute;
    this.clockMillis = clockMillis;
    this.onDeath = onDeath;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    onDeath.run();
    long now = clockMillis.getAsLong();
    while (!replacements.isEmpty() && now - replacements.peekFirst() >= MINUTE_MILLIS) {
      replacements.removeFirst();
    }
    if (causedByError(failure) || replacements.size() >= perMinute) {
      LOG.error(
          "thread failed action=shutdown replacedInTheLastMinute={} reason=\"{}\"",
          replacements.size(),
          failure.getMessage(),
          failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    replacements.addLast(now);
    LOG.error("thread failed action=replace reason=\"{}\"", failure.getMessage(), failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static boolean causedByError(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error) {
        return true;
      }
    }
    return false;
  }
}
