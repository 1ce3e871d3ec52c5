package org.zonekeeper.schemas.limit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.trust.ContractTypes;

/**
 * A generator of records of any type of the contract, from its schema alone: a type that is added
 * is generated without anybody's doing. For tests, chaos and fuzzing; the same seed makes the same
 * records. Not thread-safe.
 */
public final class GeneratedRecords {
  static {
    ContractTypes.trust();
  }

  /** Ids of each kind that records speak of: few, so that some mean the same thing. */
  private static final int IDS = 3;

  /** A character of three bytes in UTF-8, the most that one can take. */
  private static final String WIDE = "李";

  private static final List<String> RUBBISH =
      List.of(
          "", "\u0000", "\u001B[2J", "\uD800", "\u202E", "=1+1", "\r\n", "'; --", "\uFEFF", "%s");

  private static final long[] EDGES = {
    0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, 1L << 53
  };

  private final Random random;
  private final Style style;

  /** What the values of fields are like. */
  public enum Style {
    /** Every string and list as long as it may be; numbers as a sensible sender has them. */
    LARGEST,
    /** Anything that the schema can express, allowed or not. */
    ANYTHING
  }

  public GeneratedRecords(long seed, Style style) {
    this.random = new Random(seed);
    this.style = style;
  }

  /**
   * The next record of a type, of a zone if its header names one.
   *
   * @param zone stands in the header in any case
   */
  public <T extends SpecificRecord> T next(Class<T> type, String zone) {
    Schema schema = SpecificData.get().getSchema(type);
    IndexedRecord made = (IndexedRecord) record(schema);
    Schema.Field header = schema.getField("header");
    IndexedRecord place = header == null ? made : (IndexedRecord) made.get(header.pos());
    Schema.Field zoneField = place.getSchema().getField("zone");
    if (zoneField != null) {
      place.put(zoneField.pos(), zone);
    }
    return type.cast(made);
  }

  private Object record(Schema schema) {
    IndexedRecord made = (IndexedRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      made.put(field.pos(), value(field.schema(), field));
    }
    return made;
  }

  private Object value(Schema type, Schema.Field field) {
    return switch (type.getType()) {
      case STRING -> string(type, field);
      case LONG -> number(field);
      case INT -> (int) number(field);
      case DOUBLE -> (double) number(field);
      case FLOAT -> (float) number(field);
      case BOOLEAN -> random.nextBoolean();
      case ENUM ->
          SpecificData.get()
              .createEnum(
                  type.getEnumSymbols().get(random.nextInt(type.getEnumSymbols().size())), type);
      case BYTES -> ByteBuffer.allocate(most(type, field, RecordLimits.MAX_LENGTH, 16));
      case ARRAY -> array(type, field);
      case RECORD -> record(type);
      case UNION -> union(type, field);
      default -> throw new IllegalArgumentException("no values of " + type + " can be made");
    };
  }

  /** Half of what may be absent is. A refusal by a gateway would keep all else from being tried. */
  private Object union(Schema type, Schema.Field field) {
    if (field.name().equals("refusedByGateway") || random.nextBoolean()) {
      return null;
    }
    return type.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .map(branch -> value(branch, field))
        .orElseThrow();
  }

  private List<Object> array(Schema type, Schema.Field field) {
    int most = most(type, field, RecordLimits.MAX_ITEMS, RecordLimits.MOST_ITEMS);
    int size =
        switch (style) {
          case LARGEST -> most;
          case ANYTHING -> random.nextInt(8) == 0 ? most + 1 : random.nextInt(4);
        };
    List<Object> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(value(type.getElementType(), field));
    }
    return items;
  }

  private String string(Schema type, Schema.Field field) {
    int most = most(type, field, RecordLimits.MAX_LENGTH, Names.MOST_CHARACTERS);
    if (style == Style.ANYTHING && random.nextInt(4) == 0) {
      return random.nextInt(8) == 0
          ? "x".repeat(random.nextInt(1 << 18))
          : RUBBISH.get(random.nextInt(RUBBISH.size()));
    }
    String name = name(field.name());
    return name + (style == Style.LARGEST ? WIDE.repeat(most - name.length()) : "");
  }

  /** A unique one where the contract says so, one of a few where others mean the same thing. */
  private String name(String field) {
    return switch (field) {
      case "commandId", "factId", "callId", "contact" ->
          field + "-" + (random.nextInt(3) == 0 ? random.nextInt(IDS) : random.nextInt(1 << 30));
      case "targetJobId" -> "jobId-" + random.nextInt(IDS);
      default -> field + "-" + random.nextInt(IDS);
    };
  }

  private long number(Schema.Field field) {
    if (style == Style.LARGEST) {
      return field.hasDefaultValue() && field.defaultVal() instanceof Number usual
          ? usual.longValue()
          : random.nextInt(4);
    }
    return random.nextBoolean()
        ? EDGES[random.nextInt(EDGES.length)]
        : random.nextLong(2_000_000_000_000L);
  }

  private static int most(Schema type, Schema.Field field, String property, int otherwise) {
    return RecordLimits.limit(type, field, property).orElse(otherwise);
  }
}
