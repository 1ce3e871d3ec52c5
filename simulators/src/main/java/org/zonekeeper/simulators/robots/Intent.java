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
  /** Has the contact dialled that it looks at. */
  DIAL,
  REJECT_PREVIEW,
  CANCEL_PREVIEW,
  /** Hears a person on a line that it dialled. */
  CONNECT_CALL,
  REDIAL,
  /** Arranges to call the contact back. */
  CALL_BACK,
  /** Writes down what was said. */
  ADD_NOTE,
  /** Was told that the contact does not want to be called any more. */
  DO_NOT_CALL,
  /** Goes to inbound work, after the call. */
  BLEND_TO_INBOUND,
  BLEND_TO_OUTBOUND,
  /** On a break, dials a number by hand. */
  ORIGINATE,
  WRAP_UP,
  EXTEND
}
