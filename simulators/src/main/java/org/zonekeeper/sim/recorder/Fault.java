package org.zonekeeper.sim.recorder;

/** What a recorder does wrong on purpose with one batch, for tests and demonstrations. */
public enum Fault {
  NONE,
  /** Answers 500 and records nothing. */
  FAIL,
  /** Records the batch, then drops the connection instead of answering. */
  ACCEPT_THEN_DROP
}
