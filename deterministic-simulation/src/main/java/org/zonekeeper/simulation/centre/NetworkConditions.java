package org.zonekeeper.simulation.centre;

/**
 * How badly the network treats what is sent, in thousandths of what is sent. Immutable.
 *
 * @param commandsTwice commands that arrive twice
 * @param factsTwice facts that arrive twice
 * @param factsLost facts that never arrive
 */
public record NetworkConditions(int commandsTwice, int factsTwice, int factsLost) {
  /** Everything arrives once. */
  public static final NetworkConditions FAIR = new NetworkConditions(0, 0, 0);
}
