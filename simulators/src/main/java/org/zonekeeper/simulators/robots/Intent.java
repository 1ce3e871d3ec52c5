package org.zonekeeper.simulators.robots;

/** Enumeration of what an agent, or its desktop, may mean to do next. */
public enum Intent {
  CONNECT,
  ALIVE,
  LOG_ON,
  /** A command in the middle of an outage, to see it refused. */
  TRY_IN_OUTAGE,
  /** A command where only a forced log-on helps, to see it refused. */
  TRY_WHILE_STUCK,
  READY,
  PAUSE,
  LOG_OFF,
  RELEASE,
  HOLD,
  UNHOLD,
  PAUSE_RECORDING,
  RESUME_RECORDING,
  /** Calls a colleague or somebody outside in. */
  CONSULT,
  BLIND_TRANSFER,
  CANCEL_CONSULT,
  COMPLETE_TRANSFER,
  START_CONFERENCE,
  CHANGE_OWNERSHIP,
  END_CONFERENCE,
  WRAP_UP,
  EXTEND
}
