package org.zonekeeper.cluster.network;

/** Which way bytes go through a {@link NetworkLink}. */
public enum Direction {
  /** From the one that connected. */
  TO_SERVER,
  /** To the one that connected. */
  TO_CLIENT
}
