package org.zonekeeper.am.domain;

/**
 * One zone's life: decides on inputs, applies the events, says what came of it. Pure: no Kafka, no
 * clock, no randomness. Confined to the thread of the zone's task.
 */
public final class ZoneEngine {
  private final ZoneState state;

  public ZoneEngine(ZoneState state) {
    this.state = state;
  }

  /**
   * Decides, applies and follows up until nothing more follows.
   *
   * @param nowMillis epoch milliseconds, never earlier than in the call before
   */
  public Outcome handle(Input input, long nowMillis) {
    throw new IllegalStateException("lands with the domain");
  }

  public ZoneState state() {
    return state;
  }
}
