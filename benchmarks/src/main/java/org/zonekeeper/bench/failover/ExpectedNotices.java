package org.zonekeeper.bench.failover;

/** What desktops are to hear of a loss. */
public enum ExpectedNotices {
  /** That their zone is away, and that it is back. */
  ANNOUNCED,
  /** Nothing: the loss lies within the zone's failover tolerance (X2). */
  TOLERATED
}
