package org.zonekeeper.simulators.contacts;

import org.zonekeeper.schemas.limit.Texts;

/**
 * A contact file that cannot be used at all; the message names the file, the fault and the cure.
 */
public final class UnusableContactsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A file of one line is still named and explained in a few. */
  private static final int MOST_CHARACTERS = 1_000;

  public UnusableContactsException(String message) {
    super(Texts.cut(message, MOST_CHARACTERS));
  }

  public UnusableContactsException(String message, Throwable cause) {
    super(Texts.cut(message, MOST_CHARACTERS), cause);
  }
}
