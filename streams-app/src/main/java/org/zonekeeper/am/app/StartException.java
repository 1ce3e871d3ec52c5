package org.zonekeeper.am.app;

import org.zonekeeper.settings.Foreseen;

/** The Agent Manager cannot start, for a reason that its user can mend; the message says what. */
final class StartException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
