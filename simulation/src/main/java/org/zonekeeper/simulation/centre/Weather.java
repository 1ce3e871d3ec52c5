package org.zonekeeper.simulation.centre;

/**
 * How badly the network treats what is sent, in thousandths of what is sent. Immutable.
 *
 * @param commandsTwice commands that arrive twice
 * @param factsTwice facts that arrive twice
 * @param factsLost facts that never arrive
 */
public record Weather(int commandsTwice, int factsTwice, int factsLost) {
  /** Everything arrives once. */
  public static final Weather FAIR = new Weather(0, 0, 0);
}
