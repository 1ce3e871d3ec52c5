package org.zonekeeper.acr;

import org.zonekeeper.settings.Foreseen;

/** The journal's topic is not there or does not fit the zone directory; the message says how. */
public final class UnusableJournalException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  UnusableJournalException(String message) {
    super(message);
  }

  UnusableJournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
