package org.zonekeeper.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;

/**
 * These bytes are no record of this topic, now or ever: not in the wire format, of an unknown or
 * unusable schema, of a type that the topic does not carry, or broken. The only decoding failure
 * that may send a record to a dead-letter topic; a registry that cannot be reached is a {@link
 * org.zonekeeper.schemas.registry.RegistryException} instead.
 */
public final class UndecodableRecordException extends SerializationException {
  private static final long serialVersionUID = 1L;

  public UndecodableRecordException(String message) {
    super(message);
  }

  UndecodableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
