package org.zonekeeper.systemtest;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** A record of any type of the contract, every field filled, unions with their last branch. */
final class SampleRecords {
  private SampleRecords() {}

  static SpecificRecord of(Class<? extends SpecificRecord> type) {
    Schema schema = SpecificData.get().getSchema(type);
    return type.cast(SpecificData.get().deepCopy(schema, value(schema, schema.getName())));
  }

  private static Object value(Schema schema, String name) {
    return switch (schema.getType()) {
      case RECORD -> filled(schema);
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getLast());
      case UNION -> value(schema.getTypes().getLast(), name);
      case ARRAY -> List.of(value(schema.getElementType(), name));
      case MAP -> Map.of("k", value(schema.getValueType(), name));
      case STRING -> "some " + name + " ü€";
      case INT -> -name.length();
      case LONG -> Long.MAX_VALUE - name.length();
      case FLOAT -> 0.25f;
      case DOUBLE -> 2.5;
      case BOOLEAN -> true;
      case BYTES -> ByteBuffer.wrap(new byte[] {0, 1, -1});
      case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
      case NULL -> null;
    };
  }

  private static GenericData.Record filled(Schema schema) {
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema(), field.name()));
    }
    return record;
  }
}
