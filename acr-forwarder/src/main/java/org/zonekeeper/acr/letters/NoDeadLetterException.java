package org.zonekeeper.acr.letters;

/** A record of the dead letters' topic that no forwarder wrote; says by what that is seen. */
final class NoDeadLetterException extends Exception {
  private static final long serialVersionUID = 1L;

  NoDeadLetterException(String message) {
    super(message);
  }
}
