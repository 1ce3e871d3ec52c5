package org.zonekeeper.settings;

/** A command cannot do its work, for a reason outside of it; the message is for its user. */
public final class CannotRunException extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  public CannotRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
