package org.zonekeeper.simulators.recorder;

/** What was sent is not a batch of Zonekeeper's events; the message says what is wrong with it. */
public final class MalformedBatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MalformedBatchException(String message) {
    super(message);
  }
}
