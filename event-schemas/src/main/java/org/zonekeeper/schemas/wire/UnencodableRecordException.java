package org.zonekeeper.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;

/**
 * This record cannot be written to this topic: a fault of the program that tries, such as a type
 * that the topic does not carry or a required field left empty.
 */
public final class UnencodableRecordException extends SerializationException {
  private static final long serialVersionUID = 1L;

  UnencodableRecordException(String message) {
    super(message);
  }

  UnencodableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
