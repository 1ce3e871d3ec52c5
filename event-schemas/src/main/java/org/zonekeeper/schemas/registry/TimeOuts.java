package org.zonekeeper.schemas.registry;

import java.time.Duration;

/**
 * How long one request may take.
 *
 * @param connect until the connection stands
 * @param request until the whole answer is here
 */
public record TimeOuts(Duration connect, Duration request) {
  /**
   * Connect 2 s: within a site a connection stands in milliseconds; more only hides a dead host
   * while the next address waits. Request 5 s: a cold registry takes about a second for its first
   * registration on a small machine.
   */
  public static final TimeOuts DEFAULT = new TimeOuts(Duration.ofSeconds(2), Duration.ofSeconds(5));

  /** The longest that one request takes in all. */
  Duration longest() {
    return connect.plus(request);
  }

  /** No longer than this in all, half of it for the connection. */
  TimeOuts within(Duration most) {
    Duration half = most.dividedBy(2);
    return new TimeOuts(least(connect, half), least(request, half));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
