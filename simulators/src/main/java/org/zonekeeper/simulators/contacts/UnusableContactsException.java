package org.zonekeeper.simulators.contacts;

/**
 * A contact file that cannot be used at all; the message names the file, the fault and the cure.
 */
public final class UnusableContactsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableContactsException(String message) {
    super(message);
  }

  public UnusableContactsException(String message, Throwable cause) {
    super(message, cause);
  }
}
