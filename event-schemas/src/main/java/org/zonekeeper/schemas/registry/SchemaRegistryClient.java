package org.zonekeeper.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A client of any registry that speaks the Confluent Schema Registry REST protocol. Used by the
 * serdes at start, and afterwards only for ids never seen before: what has been answered once is
 * remembered for good, in both directions, because an id never changes its meaning.
 *
 * <p>Safe for use from any thread. A call that needs the registry blocks for as long as {@link
 * RegistrySettings} allow; an interrupt ends the wait with Kafka's {@code InterruptException}.
 * Schemas are self-contained: one that refers to others is refused ({@link
 * UnusableSchemaException}).
 */
public final class SchemaRegistryClient implements AutoCloseable {
  private final RegistryHttp http;
  private final ObjectMapper json = new ObjectMapper();
  private final ConcurrentMap<Integer, Schema> schemasById = new ConcurrentHashMap<>();
  private final ConcurrentMap<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();

  public SchemaRegistryClient(RegistrySettings settings) {
    this(settings, Thread::sleep);
  }

  SchemaRegistryClient(RegistrySettings settings, Pause pause) {
    this.http = new RegistryHttp(settings, pause);
  }

  /**
   * Registers the schema (in its {@link NeutralSchema} form) under the subject; one that is there
   * already keeps its id.
   *
   * @return the schema's id
   * @throws IncompatibleSchemaException if the registry's compatibility rule forbids it
   */
  public int register(String subject, Schema schema) {
    return idOf(subject, schema, "/subjects/" + encoded(subject) + "/versions");
  }

  /**
   * Finds the id of a schema that must be there already.
   *
   * @throws SchemaNotFoundException if the subject does not have it
   */
  public int lookUp(String subject, Schema schema) {
    return idOf(subject, schema, "/subjects/" + encoded(subject));
  }

  /**
   * The schema with this id.
   *
   * @throws SchemaNotFoundException if the registry has none
   * @throws UnusableSchemaException if it is not a self-contained Avro schema
   */
  public Schema schemaById(int id) {
    Schema known = schemasById.get(id);
    if (known != null) {
      return known;
    }
    JsonNode answer = http.get("/schemas/ids/" + id);
    return remember(id, parse("schema id " + id, answer));
  }

  /**
   * Returns if the registry would accept the schema as the subject's next version.
   *
   * @throws IncompatibleSchemaException with the registry's own grounds, if it would not
   */
  public void requireCompatible(String subject, Schema schema) {
    String path = "/compatibility/subjects/" + encoded(subject) + "/versions?verbose=true";
    JsonNode answer = http.post(path, schemaBody(NeutralSchema.of(schema)));
    if (answer.path("is_compatible").asBoolean()) {
      return;
    }
    List<String> grounds = new ArrayList<>();
    answer.path("messages").forEach(message -> grounds.add(message.asText()));
    throw new IncompatibleSchemaException(
        "%s does not fit subject %s: %s"
            .formatted(
                schema.getFullName(),
                subject,
                grounds.isEmpty() ? "the registry gives no grounds" : String.join("; ", grounds)));
  }

  /**
   * Version numbers of a subject, oldest first; empty if there is no such subject yet. Always asks.
   */
  public List<Integer> versions(String subject) {
    try {
      JsonNode answer = http.get("/subjects/" + encoded(subject) + "/versions");
      return StreamSupport.stream(answer.spliterator(), false)
          .map(JsonNode::asInt)
          .sorted()
          .toList();
    } catch (SchemaNotFoundException e) {
      return List.of();
    }
  }

  /**
   * One version of a subject; its schema is remembered for {@link #schemaById}. Always asks.
   *
   * @throws SchemaNotFoundException if there is no such version
   * @throws UnusableSchemaException if it is not a self-contained Avro schema
   */
  public RegisteredSchema version(String subject, int version) {
    JsonNode answer = http.get("/subjects/" + encoded(subject) + "/versions/" + version);
    String what = "subject " + subject + " version " + version;
    int id = requireId(what, answer);
    return new RegisteredSchema(subject, version, id, remember(id, parse(what, answer)));
  }

  @Override
  public void close() {
    http.close();
  }

  private int idOf(String subject, Schema schema, String path) {
    Schema neutral = NeutralSchema.of(schema);
    SubjectSchema key = new SubjectSchema(subject, neutral);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    int id = requireId(subject, http.post(path, schemaBody(neutral)));
    remember(id, neutral);
    ids.putIfAbsent(key, id);
    return id;
  }

  private ObjectNode schemaBody(Schema schema) {
    // No schemaType: Avro is the default, and registries before 5.5 refuse the field.
    return json.createObjectNode().put("schema", schema.toString());
  }

  private Schema remember(int id, Schema schema) {
    Schema before = schemasById.putIfAbsent(id, schema);
    return before == null ? schema : before;
  }

  private static int requireId(String what, JsonNode answer) {
    if (!answer.path("id").canConvertToInt()) {
      throw new RegistryRefusedException(
          "%s: the registry's answer holds no id: %s"
              .formatted(what, RegistryHttp.excerpt(answer.toString())));
    }
    return answer.get("id").asInt();
  }

  private static Schema parse(String what, JsonNode answer) {
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
    } catch (SchemaParseException e) {
      throw new UnusableSchemaException(
          "%s is not a valid Avro schema (%s): %s"
              .formatted(what, e.getMessage(), RegistryHttp.excerpt(text)),
          e);
    }
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private record SubjectSchema(String subject, Schema schema) {}
}
