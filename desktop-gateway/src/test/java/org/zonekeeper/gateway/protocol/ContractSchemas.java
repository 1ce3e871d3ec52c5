package org.zonekeeper.gateway.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Translation of the contract's Avro types into JSON Schemas. Stateless. */
final class ContractSchemas {
  private ContractSchemas() {}

  /** The Avro schema of a generated class. */
  static Schema named(String className) {
    try {
      return SpecificData.get().getSchema(Class.forName(className));
    } catch (ClassNotFoundException e) {
      throw new AssertionError("desktop.yaml names a type that the contract does not have", e);
    }
  }

  /** The same as a JSON Schema, doc comments as descriptions. */
  static ObjectNode jsonSchema(ObjectMapper json, Schema schema) {
    ObjectNode node = json.createObjectNode();
    if (schema.getType() != Schema.Type.UNION && schema.getDoc() != null) {
      node.put("description", schema.getDoc());
    }
    switch (schema.getType()) {
      case ENUM -> schema.getEnumSymbols().forEach(node.withArray("enum")::add);
      case STRING -> node.put("type", "string");
      case BOOLEAN -> node.put("type", "boolean");
      case INT, LONG -> node.put("type", "integer");
      case FLOAT, DOUBLE -> node.put("type", "number");
      case ARRAY -> {
        node.put("type", "array");
        node.set("items", jsonSchema(json, schema.getElementType()));
      }
      case MAP -> {
        node.put("type", "object");
        node.set("additionalProperties", jsonSchema(json, schema.getValueType()));
      }
      case UNION -> {
        ArrayNode any = node.putArray("anyOf");
        schema.getTypes().forEach(each -> any.add(jsonSchema(json, each)));
      }
      case NULL -> node.put("type", "null");
      case RECORD -> record(json, schema, node);
      default -> throw new AssertionError("no JSON Schema is known for " + schema);
    }
    return node;
  }

  private static void record(ObjectMapper json, Schema schema, ObjectNode node) {
    node.put("type", "object");
    ArrayNode required = json.createArrayNode();
    ObjectNode properties = node.putObject("properties");
    for (Schema.Field field : schema.getFields()) {
      ObjectNode property = jsonSchema(json, field.schema());
      if (field.doc() != null) {
        property.put("description", field.doc());
      }
      properties.set(field.name(), property);
      if (!field.hasDefaultValue()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      node.set("required", required);
    }
  }
}
