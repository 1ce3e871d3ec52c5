package org.zonekeeper.gateway.zone;

/**
 * A clock that counts only the time in which the gateway was watching. When the gateway itself
 * stood still (a long garbage collection, a suspended machine), or has yet to read what it has been
 * sent, the zones' heartbeats lie unread; counting that time as their silence would declare an
 * outage of every zone. Not thread-safe: the feed's thread.
 */
public final class ObservedTime {
  private final long longestStepMs;
  private long lastNanos;
  private long observedMs;

  /**
   * Begins to watch.
   *
   * @param startNanos the monotonic clock now
   * @param longestStepMs the most that one look may count: a few times the usual time between looks
   */
  public ObservedTime(long startNanos, long longestStepMs) {
    this.lastNanos = startNanos;
    this.longestStepMs = longestStepMs;
  }

  /** To be called after all that Kafka had to give has been read. */
  public ObservedInstant look(long nanos, long wallMs) {
    long step = (nanos - lastNanos) / 1_000_000;
    lastNanos += step * 1_000_000;
    observedMs += Math.min(step, longestStepMs);
    return new ObservedInstant(observedMs, wallMs);
  }

  /** To be called after something has been read, and more lies unread: the clock stands still. */
  public ObservedInstant behind(long wallMs) {
    return new ObservedInstant(observedMs, wallMs);
  }
}
