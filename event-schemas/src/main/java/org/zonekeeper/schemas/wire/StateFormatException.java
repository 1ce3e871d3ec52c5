package org.zonekeeper.schemas.wire;

import org.apache.kafka.common.KafkaException;

/**
 * A state store holds bytes that this build cannot read. Always fatal: state must never be skipped.
 * Most often an older build met state of a newer one.
 */
public final class StateFormatException extends KafkaException {
  private static final long serialVersionUID = 1L;

  StateFormatException(String message) {
    super(message);
  }

  StateFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
