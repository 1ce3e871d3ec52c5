package org.zonekeeper.am.processor;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much of an Agent Manager's time the checks behind its takeovers may take: a quarter, all
 * zones together, and a tenth of a second in advance. In a zone with very many calls one check
 * takes longer than a tick; the next one would begin before the answers to it are read, and
 * desktops that did answer would run into their time-out. Safe on any thread.
 */
public final class CheckTimeBudget {
  /** Each nanosecond of checks is paid for by so many that pass. */
  private static final int PRICE = 4;

  private static final long CREDIT = PRICE * Duration.ofMillis(100).toNanos();

  private final LongSupplier nanos;
  private long paidUpAt;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  public CheckTimeBudget(LongSupplier nanos) {
    this.nanos = nanos;
    this.paidUpAt = nanos.getAsLong();
  }

  /** For tasks whose time is not the machine's: always left. */
  static CheckTimeBudget unlimited() {
    return new CheckTimeBudget(() -> 0);
  }

  /** Whether what was done until now is paid for, or nearly so. */
  synchronized boolean isLeft() {
    return paidUpAt - nanos.getAsLong() <= CREDIT;
  }

  /** Does something now, and notes how long it took. */
  void spend(Runnable work) {
    long begun = nanos.getAsLong();
    work.run();
    pay(begun, nanos.getAsLong() - begun);
  }

  private synchronized void pay(long begun, long spent) {
    // Time that passed unused is not saved up.
    long from = paidUpAt - begun > 0 ? paidUpAt : begun;
    paidUpAt = from + PRICE * spent;
  }
}
