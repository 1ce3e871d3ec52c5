package org.zonekeeper.cluster.process;

import org.zonekeeper.settings.Foreseen;

/**
 * A process or a cluster did not start. The message is written for the user: what failed, why as
 * far as known (the last lines of the log included), and what to do.
 */
public final class StartFailure extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  /** Creates a failure that no other error caused. */
  public StartFailure(String message) {
    super(message);
  }

  /** Creates a failure with the error behind it. */
  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
