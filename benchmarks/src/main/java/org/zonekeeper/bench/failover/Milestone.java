package org.zonekeeper.bench.failover;

/** What is timed on the way out of a loss, in the order in which it usually happens. */
public enum Milestone {
  TAKEN_OVER("first committed event, each zone"),
  NOT_AVAILABLE("POMNotAvailable, each desktop"),
  ZONE_AVAILABLE("zone available in the journal"),
  AVAILABLE("POMAvailable, each desktop"),
  DIALLED("first new dial, each zone"),
  RECORDED("recorder's first event, each zone");

  private final String words;

  Milestone(String words) {
    this.words = words;
  }

  /** For tables and plots. */
  String words() {
    return words;
  }
}
