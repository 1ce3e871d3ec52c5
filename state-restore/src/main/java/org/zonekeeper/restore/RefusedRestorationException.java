package org.zonekeeper.restore;

import org.zonekeeper.settings.Foreseen;

/** Nothing is restored, or nothing more; the message says why and what to do. */
public final class RefusedRestorationException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  public RefusedRestorationException(String message) {
    super(message);
  }

  public RefusedRestorationException(String message, Throwable cause) {
    super(message, cause);
  }
}
