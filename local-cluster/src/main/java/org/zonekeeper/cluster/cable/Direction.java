package org.zonekeeper.cluster.cable;

/** Which way bytes go through a {@link Cable}. */
public enum Direction {
  /** From the one that connected. */
  TO_SERVER,
  /** To the one that connected. */
  TO_CLIENT
}
