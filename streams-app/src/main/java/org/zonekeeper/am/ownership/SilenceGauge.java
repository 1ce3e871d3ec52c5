package org.zonekeeper.am.ownership;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures how long a peer has been silent, in slices, so that time in which this process stood
 * still itself is not counted; and how long the pauses between its beats were lately. Used by the
 * thread that listens to the peer.
 */
final class SilenceGauge {
  /** Pauses are remembered for one to two of these. */
  private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();

  private final long lateNanos;
  private final LongSupplier nanos;
  private long silence;
  private long lastLook;
  private long lastBeat;
  private long windowBegan;
  private long longestNow;
  private long longestBefore;

  /**
   * @param slice in which silence is counted: how long a thread asked to wait
   * @param nanos a steady clock, nanoseconds
   */
  SilenceGauge(Duration slice, LongSupplier nanos) {
    this.lateNanos = slice.toNanos() * 3 / 2;
    this.nanos = nanos;
    this.lastLook = nanos.getAsLong();
    this.lastBeat = lastLook;
    this.windowBegan = lastLook;
  }

  /** The peer has beaten. */
  void beat() {
    long now = nanos.getAsLong();
    if (now - windowBegan > WINDOW_NANOS) {
      longestBefore = longestNow;
      longestNow = 0;
      windowBegan = now;
    }
    longestNow = Math.max(longestNow, now - lastBeat);
    lastBeat = now;
    lastLook = now;
    silence = 0;
  }

  /** A slice has passed without a beat; one that took too long says more about this process. */
  void slicePassed() {
    long now = nanos.getAsLong();
    long took = now - lastLook;
    silence = took > lateNanos ? 0 : silence + took;
    lastLook = now;
  }

  /** For how long it has been silent while this process was punctual. */
  Duration silence() {
    return Duration.ofNanos(silence);
  }

  /** For how long it has been silent, whoever was to blame. */
  Duration sinceBeat() {
    return Duration.ofNanos(lastLook - lastBeat);
  }

  /** The longest pause between two beats within the last half or whole minute. */
  Duration longestPause() {
    return Duration.ofNanos(Math.max(longestNow, longestBefore));
  }
}
