package org.zonekeeper.simulators.robots;

/**
 * How a robot is told to misbehave, for demo and tests.
 *
 * @param truth whether the next status check is answered truthfully
 * @param patience whether it tries commands during an outage
 */
record RobotMisbehaviour(Truth truth, Patience patience) {
  static final RobotMisbehaviour GOOD = new RobotMisbehaviour(Truth.TRUTHFUL, Patience.WAITS);

  enum Truth {
    TRUTHFUL,
    LIES_ONCE
  }

  enum Patience {
    WAITS,
    TRIES
  }

  RobotMisbehaviour with(Truth newTruth) {
    return new RobotMisbehaviour(newTruth, patience);
  }

  RobotMisbehaviour with(Patience newPatience) {
    return new RobotMisbehaviour(truth, newPatience);
  }
}
