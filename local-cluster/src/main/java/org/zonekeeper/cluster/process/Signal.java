package org.zonekeeper.cluster.process;

/** The signals that a test or the demo sends to a {@link ChildProcess}. */
public enum Signal {
  /** Ask for an orderly end. */
  TERM,
  /** End at once, nothing is run any more: the crash of the failover contract. */
  KILL,
  /** Freeze: the process keeps its sockets and does nothing. */
  STOP,
  /** Thaw a frozen process. */
  CONT
}
