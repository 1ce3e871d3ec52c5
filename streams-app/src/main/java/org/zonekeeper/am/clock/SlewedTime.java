package org.zonekeeper.am.clock;

/**
 * Time that begins ahead of a clock and comes back to it without going back: it runs at nine tenths
 * of the clock's pace until they agree. Not thread-safe.
 */
public final class SlewedTime {
  /** Of what passes, one part in so many is held back. */
  static final long SHARE = 10;

  private long last;
  private long ahead;
  private long uncounted;

  /**
   * @param clock its reading now
   * @param own this time now; the clock's if it is not ahead of that
   */
  public SlewedTime(long clock, long own) {
    last = clock;
    ahead = Math.max(0, own - clock);
  }

  /**
   * This time.
   *
   * @param clock its reading now, in the unit of the first one; one from before the last counts as
   *     that
   */
  public long at(long clock) {
    long passed = Math.max(0, clock - last);
    last += passed;
    if (ahead > 0) {
      uncounted += passed;
      ahead = Math.max(0, ahead - uncounted / SHARE);
      uncounted %= SHARE;
    }
    return last + ahead;
  }

  /** By how much this time was ahead of the clock when it was last asked for. */
  public long ahead() {
    return ahead;
  }
}
