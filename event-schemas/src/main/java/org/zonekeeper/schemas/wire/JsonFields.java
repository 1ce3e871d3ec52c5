package org.zonekeeper.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * A record of the contract as plain JSON: fields by their names, enumerations by theirs, a union's
 * value without the name of its type. For people and for programs that have no schema; whoever has
 * one reads Avro. Stateless; any thread.
 */
public final class JsonFields {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonFields() {}

  /**
   * All fields, nested records too.
   *
   * @throws IllegalArgumentException for an Avro type that no record of the contract has had so far
   */
  public static ObjectNode of(IndexedRecord record) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), valueOf(record.get(field.pos())));
    }
    return object;
  }

  /** A new Avro type in the contract shows here as an error instead of as wrong JSON. */
  private static JsonNode valueOf(Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case IndexedRecord record -> of(record);
      case CharSequence text -> NODES.textNode(text.toString());
      case Enum<?> constant -> NODES.textNode(constant.name());
      case Long number -> NODES.numberNode(number);
      case Integer number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean truth -> NODES.booleanNode(truth);
      case List<?> values -> {
        ArrayNode array = NODES.arrayNode();
        values.forEach(each -> array.add(valueOf(each)));
        yield array;
      }
      default ->
          throw new IllegalArgumentException(
              "no JSON form is defined for " + value.getClass().getName());
    };
  }
}
