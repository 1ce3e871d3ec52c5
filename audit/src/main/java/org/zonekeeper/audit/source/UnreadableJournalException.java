package org.zonekeeper.audit.source;

import org.zonekeeper.settings.Foreseen;

/**
 * A journal that cannot be read as asked; the message says what, where and what to do, and is meant
 * for the person at the terminal.
 */
public class UnreadableJournalException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  public UnreadableJournalException(String message) {
    super(message);
  }

  public UnreadableJournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
