package org.zonekeeper.sim.robots;

/**
 * How a robot is told to misbehave, for demo and tests.
 *
 * @param truth whether the next status check is answered truthfully
 * @param patience whether it tries commands during an outage
 */
record Conduct(Truth truth, Patience patience) {
  static final Conduct GOOD = new Conduct(Truth.TRUTHFUL, Patience.WAITS);

  enum Truth {
    TRUTHFUL,
    LIES_ONCE
  }

  enum Patience {
    WAITS,
    TRIES
  }

  Conduct with(Truth newTruth) {
    return new Conduct(newTruth, patience);
  }

  Conduct with(Patience newPatience) {
    return new Conduct(truth, newPatience);
  }
}
