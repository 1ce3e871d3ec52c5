package org.zonekeeper.schemas.limit;

import org.apache.avro.Schema;

/**
 * The most bytes that a record of the contract can have in Avro's binary form, computed from its
 * schema and the limits in the IDL ({@link RecordLimits}): what is proved of this number holds of
 * every record that keeps to them. Stateless.
 */
public final class LargestSize {
  /**
   * Most bytes of a record's body: a broker with stock settings takes 1,048,588 for a batch, and
   * batch, key, headers and wire format need far less than the rest.
   */
  public static final int ALLOWED = 1_000_000;

  /** A character (UTF-16 unit) takes 3 bytes of UTF-8 at most; pairs take 4 for two. */
  private static final int CHARACTER = 3;

  private static final int MOST_OF_AN_INT = 5;
  private static final int MOST_OF_A_LONG = 10;

  private LargestSize() {}

  /**
   * The most bytes of a body with this schema.
   *
   * @throws IllegalArgumentException if a field has no limit; names the field
   */
  public static long of(Schema schema) {
    long size = 0;
    for (Schema.Field field : schema.getFields()) {
      size += of(field.schema(), field);
    }
    return size;
  }

  private static long of(Schema type, Schema.Field field) {
    return switch (type.getType()) {
      case NULL -> 0;
      case BOOLEAN -> 1;
      case INT, ENUM -> MOST_OF_AN_INT;
      case LONG -> MOST_OF_A_LONG;
      case FLOAT -> Float.BYTES;
      case DOUBLE -> Double.BYTES;
      case FIXED -> type.getFixedSize();
      case STRING ->
          MOST_OF_AN_INT
              + (long) CHARACTER
                  * RecordLimits.limit(type, field, RecordLimits.MAX_LENGTH)
                      .orElse(Names.MOST_CHARACTERS);
      case BYTES ->
          MOST_OF_AN_INT
              + RecordLimits.limit(type, field, RecordLimits.MAX_LENGTH)
                  .orElseThrow(() -> without("@maxLength", field));
      case ARRAY ->
          // One block: its count before it, and an empty one behind.
          MOST_OF_A_LONG
              + 1
              + RecordLimits.limit(type, field, RecordLimits.MAX_ITEMS)
                      .orElse(RecordLimits.MOST_ITEMS)
                  * of(type.getElementType(), field);
      case RECORD -> of(type);
      case UNION ->
          MOST_OF_AN_INT
              + type.getTypes().stream().mapToLong(branch -> of(branch, field)).max().orElse(0);
      case MAP -> throw without("a limit for maps", field);
    };
  }

  private static IllegalArgumentException without(String limit, Schema.Field field) {
    return new IllegalArgumentException(
        "field %s has no limit, so its record may be of any size; it needs %s"
            .formatted(field.name(), limit));
  }
}
