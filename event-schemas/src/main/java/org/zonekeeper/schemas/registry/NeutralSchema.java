package org.zonekeeper.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/**
 * A schema without the marks that Avro's Java code generator leaves in it ({@code
 * avro.java.string}). This form is registered and released: a vendor who builds from the same IDL
 * in another language gets the very same schema, not a second version of it.
 */
public final class NeutralSchema {
  private static final String JAVA_STRING = "avro.java.string";
  private static final ObjectMapper JSON = new ObjectMapper();

  private NeutralSchema() {}

  /** The schema in its neutral form; bytes written with one are read with the other. */
  public static Schema of(Schema schema) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      removeJavaMarks(tree);
      return new Schema.Parser().parse(tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro printed a schema that is not JSON: " + schema, e);
    }
  }

  /** The neutral form as indented JSON, for people to read. */
  public static String pretty(Schema schema) {
    return SchemaFormatter.format("json/pretty", of(schema));
  }

  private static void removeJavaMarks(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
    }
    node.forEach(NeutralSchema::removeJavaMarks);
  }
}
