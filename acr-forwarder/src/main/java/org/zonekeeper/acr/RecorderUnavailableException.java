package org.zonekeeper.acr;

/** The recorder did not say where it is; the message says what happened instead. */
final class RecorderUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RecorderUnavailableException(String message) {
    super(message);
  }

  RecorderUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
