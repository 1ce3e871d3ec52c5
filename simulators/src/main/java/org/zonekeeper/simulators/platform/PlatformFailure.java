package org.zonekeeper.simulators.platform;

import org.zonekeeper.settings.Foreseen;

/** The platform cannot start or cannot go on; the message says why, in words for the user. */
public final class PlatformFailure extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  public PlatformFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
