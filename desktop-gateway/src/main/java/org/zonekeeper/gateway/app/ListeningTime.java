package org.zonekeeper.gateway.app;

import java.util.concurrent.Executor;

/**
 * A clock that counts only the time in which the gateway has read what its clients send. A client's
 * frame waits for one of the server's threads like everybody's: in a storm of log-ons for many
 * seconds. That is no silence of the client's. So a task is sent the way that frames go, once a
 * second, and until it comes back the clock stands still after two. Whoever has been silent for
 * some seconds by this clock has been so through several passes. Desk thread only.
 */
final class ListeningTime {
  private static final long EVERY_MS = 1_000;

  /** The most that one pass counts, however long it takes. */
  private static final long LONGEST_PASS_MS = 2 * EVERY_MS;

  private final Executor wayOfFrames;
  private long counted;

  /** The one under way, or the last; null before the first. */
  private Pass pass;

  private static final class Pass {
    private final long begunAtMs;
    private boolean over;

    private Pass(long begunAtMs) {
      this.begunAtMs = begunAtMs;
    }
  }

  /**
   * @param wayOfFrames runs a task on the desk's thread when all that clients had sent has come
   *     there
   */
  ListeningTime(Executor wayOfFrames) {
    this.wayOfFrames = wayOfFrames;
  }

  /**
   * For how long clients have been listened to, milliseconds. To be called often.
   *
   * @param nowMs by a clock that never goes back
   */
  long millis(long nowMs) {
    if (pass == null) {
      begin(nowMs);
    } else if (pass.over && nowMs - pass.begunAtMs >= EVERY_MS) {
      counted += counting(nowMs);
      begin(nowMs);
    }
    return counted + counting(nowMs);
  }

  private long counting(long nowMs) {
    return Math.min(nowMs - pass.begunAtMs, LONGEST_PASS_MS);
  }

  private void begin(long nowMs) {
    Pass next = new Pass(nowMs);
    pass = next;
    wayOfFrames.execute(() -> next.over = true);
  }
}
