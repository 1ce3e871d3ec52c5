package org.zonekeeper.gateway.app;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * How far the gateway is behind with reading what its clients have sent. A client's frame waits for
 * one of the server's threads like everybody's: in a storm of log-ons for many seconds. That is no
 * silence of the client's, so it does not count as such. Measured by a task that waits in the same
 * queue. Asked on the desk's thread.
 */
final class ReadingLag {
  private final Executor readers;

  /** The last one sent; null before the first. */
  private Probe probe;

  private long lastMs;

  private static final class Probe {
    private final long sentAtMs;
    private volatile boolean read;

    private Probe(long sentAtMs) {
      this.sentAtMs = sentAtMs;
    }
  }

  /**
   * @param readers the threads that read, in the order in which something came
   */
  ReadingLag(Executor readers) {
    this.readers = readers;
  }

  /**
   * For how long what is read now has waited, or what is not read yet waits already, milliseconds.
   *
   * @param nowMs by a clock that never goes back
   */
  long millis(long nowMs) {
    if (probe != null) {
      long age = nowMs - probe.sentAtMs;
      if (!probe.read) {
        return Math.max(lastMs, age);
      }
      lastMs = age;
    }
    send(nowMs);
    return lastMs;
  }

  private void send(long nowMs) {
    Probe next = new Probe(nowMs);
    probe = next;
    try {
      readers.execute(() -> next.read = true);
    } catch (RejectedExecutionException e) {
      // The server ends, and with it all connections.
      next.read = true;
    }
  }
}
