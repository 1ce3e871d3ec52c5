package org.zonekeeper.audit.source;

/**
 * A journal that cannot be read as asked; the message says what, where and what to do, and is meant
 * for the person at the terminal.
 */
public class JournalFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalFaultException(String message) {
    super(message);
  }

  public JournalFaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
