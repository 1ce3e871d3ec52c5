package org.zonekeeper.simulators.recorder;

/** What a recorder does wrong on purpose with one batch, for tests and demonstrations. */
public enum RecorderFault {
  NONE,
  /** Answers 500 and records nothing. */
  FAIL,
  /** Records the batch, then answers 500 all the same, so that it is sent again. */
  ACCEPT_THEN_FAIL,
  /** Records the batch, then drops the connection instead of answering. */
  ACCEPT_THEN_DROP,
  /** Records nothing and does not answer for a long time. */
  HANG,
  /** A page of HTML, as a proxy might answer: 502 to a batch, 200 to the question for positions. */
  NONSENSE
}
