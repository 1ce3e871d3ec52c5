package org.zonekeeper.am.processor;

/**
 * A record that could be read but does not belong to the zone of its partition, or is beyond the
 * limits of the contract. Thrown by {@link ZoneProcessor} before anything is decided; the error
 * handler then puts the raw record into the dead-letter topic, in the task's transaction. No other
 * failure of processing may be skipped.
 */
public final class UnacceptableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnacceptableRecordException(String message) {
    super(message);
  }
}
