package org.zonekeeper.schemas.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A record in the Confluent wire format, taken apart but not decoded. For whoever handles a topic's
 * bytes as they are: archives, proofs, replays into another cluster. Immutable as long as nobody
 * changes the bytes.
 */
public final class WireRecord {
  private final int schemaId;
  private final byte[] body;

  /**
   * @param schemaId the registry's id of the schema that the body was written with
   * @param body the record in Avro's binary encoding, without any header
   */
  public WireRecord(int schemaId, byte[] body) {
    this.schemaId = schemaId;
    this.body = body;
  }

  /**
   * Takes a record's bytes apart.
   *
   * @param topic for the message, if they are none
   * @throws UndecodableRecordException if the bytes do not start with the format's header
   */
  public static WireRecord parse(String topic, byte[] bytes) {
    int schemaId = ConfluentHeader.schemaId(topic, bytes);
    return new WireRecord(
        schemaId, Arrays.copyOfRange(bytes, ConfluentHeader.LENGTH, bytes.length));
  }

  public int schemaId() {
    return schemaId;
  }

  public byte[] body() {
    return body;
  }

  /** The bytes as they lie on a topic. */
  public byte[] bytes() {
    return ByteBuffer.allocate(ConfluentHeader.LENGTH + body.length)
        .put(ConfluentHeader.of(schemaId))
        .put(body)
        .array();
  }
}
