package org.zonekeeper.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** What the registry's answers hold, or the error that says what they should. Stateless. */
final class SchemaAnswer {
  private SchemaAnswer() {}

  static int id(String what, JsonNode answer) {
    if (!answer.path("id").canConvertToInt()) {
      throw new RegistryRefusedException(
          "%s: the registry's answer holds no id: %s"
              .formatted(what, RegistryHttp.excerpt(answer.toString())));
    }
    return answer.get("id").asInt();
  }

  static Schema schema(String what, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!"AVRO".equals(type)) {
      throw new UnusableSchemaException(what + " is of type " + type + ", not AVRO", null);
    }
    if (!answer.path("references").isEmpty()) {
      throw new UnusableSchemaException(
          "%s refers to other schemas (%s); only self-contained schemas are read"
              .formatted(what, RegistryHttp.excerpt(answer.get("references").toString())),
          null);
    }
    String text = answer.path("schema").asText();
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw new UnusableSchemaException(
          "%s is not a valid Avro schema (%s): %s"
              .formatted(what, e.getMessage(), RegistryHttp.excerpt(text)),
          e);
    }
  }
}
