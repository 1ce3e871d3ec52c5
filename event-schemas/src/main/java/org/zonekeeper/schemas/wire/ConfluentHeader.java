package org.zonekeeper.schemas.wire;

import java.nio.ByteBuffer;

/**
 * The Confluent wire format's header: a zero byte, then the schema's id, four bytes, big-endian.
 */
final class ConfluentHeader {
  static final int LENGTH = 5;
  private static final byte MAGIC = 0;

  private ConfluentHeader() {}

  static byte[] of(int schemaId) {
    return ByteBuffer.allocate(LENGTH).put(MAGIC).putInt(schemaId).array();
  }

  /**
   * @throws UndecodableRecordException if the bytes do not start with such a header
   */
  static int schemaId(String topic, byte[] bytes) {
    if (bytes.length < LENGTH) {
      throw new UndecodableRecordException(
          "topic %s: %d byte(s) are too few for a record, whose header alone has %d"
              .formatted(topic, bytes.length, LENGTH));
    }
    if (bytes[0] != MAGIC) {
      throw new UndecodableRecordException(
          "topic %s: the first byte is 0x%02x where the Confluent wire format has 0x00"
              .formatted(topic, bytes[0]));
    }
    return ByteBuffer.wrap(bytes).getInt(1);
  }
}
