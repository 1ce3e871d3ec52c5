package org.zonekeeper.simulators.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The fields of an Avro record as plain JSON: optional fields are their value or null, not Avro's
 * tagged unions. Stateless; any thread.
 */
public final class RecordFields {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordFields() {}

  /** Puts every field of the record into the object, under its own name. */
  public static ObjectNode into(ObjectNode object, IndexedRecord record) {
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), node(record.get(field.pos())));
    }
    return object;
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case IndexedRecord record -> into(NODES.objectNode(), record);
      case Iterable<?> items -> array(items);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean truth -> NODES.booleanNode(truth);
      default -> NODES.textNode(value.toString());
    };
  }

  private static ArrayNode array(Iterable<?> items) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(item -> array.add(node(item)));
    return array;
  }
}
