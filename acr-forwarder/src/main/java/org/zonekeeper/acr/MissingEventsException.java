package org.zonekeeper.acr;

/**
 * The journal does not hold what must come next for the recorder, so that going on would leave
 * something out. The message says what is missing and what a person can do.
 */
final class MissingEventsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingEventsException(String message) {
    super(message);
  }
}
