package org.zonekeeper.gateway.session;

/**
 * What one session may ask for: so many commands a second, with bursts of twice as many, and so
 * many without an answer yet. Desk thread only.
 */
public final class CommandQuota {
  private final int perSecond;
  private double tokens;
  private long refilledAt;
  private int pending;

  /**
   * A full allowance.
   *
   * @param perSecond commands a second
   * @param nowMs any clock in milliseconds, the same as later
   */
  public CommandQuota(int perSecond, long nowMs) {
    this.perSecond = perSecond;
    this.tokens = 2.0 * perSecond;
    this.refilledAt = nowMs;
  }

  /** Takes one command out of the allowance; false if there is none left. */
  public boolean take(long nowMs) {
    tokens = Math.min(2.0 * perSecond, tokens + (nowMs - refilledAt) * perSecond / 1000.0);
    refilledAt = nowMs;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  public int pending() {
    return pending;
  }

  public void asked() {
    pending++;
  }

  public void answered() {
    pending--;
  }
}
