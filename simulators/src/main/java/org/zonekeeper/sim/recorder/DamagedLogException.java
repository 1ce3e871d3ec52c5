package org.zonekeeper.sim.recorder;

/**
 * The recorder's log is damaged elsewhere than in its last, torn line. The recorder does not start:
 * it could not tell what it has.
 */
public final class DamagedLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
