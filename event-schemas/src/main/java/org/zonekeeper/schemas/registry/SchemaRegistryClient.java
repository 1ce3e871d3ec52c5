package org.zonekeeper.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.zonekeeper.schemas.registry.SchemaMemory.Known;
import org.zonekeeper.schemas.registry.SchemaMemory.SubjectSchema;

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
  private final RegistryHttp hasty;
  private final SchemaQuestions questions = new SchemaQuestions(System::nanoTime);
  private final ObjectMapper json = new ObjectMapper();
  private final ConcurrentMap<Integer, Schema> schemasById = new ConcurrentHashMap<>();
  private final ConcurrentMap<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final ConcurrentMap<SubjectSchema, Integer> earlierIds = new ConcurrentHashMap<>();

  public SchemaRegistryClient(RegistrySettings settings) {
    this(settings, Thread::sleep);
  }

  SchemaRegistryClient(RegistrySettings settings, Pause pause) {
    this.http = new RegistryHttp(settings, pause);
    this.hasty = new RegistryHttp(settings.hasty(), pause);
  }

  /**
   * Registers the schema (in its {@link NeutralSchema} form) under the subject; one that is there
   * already keeps its id.
   *
   * @return the schema's id
   * @throws IncompatibleSchemaException if the registry's compatibility rule forbids it
   */
  public int register(String subject, Schema schema) {
    return idOf(SchemaMode.REGISTER, subject, schema, Optional.empty());
  }

  /**
   * Finds the id of a schema that must be there already.
   *
   * @throws SchemaNotFoundException if the subject does not have it
   */
  public int lookUp(String subject, Schema schema) {
    return idOf(SchemaMode.LOOK_UP, subject, schema, Optional.empty());
  }

  /**
   * As {@link #register} or {@link #lookUp}, after the mode. Asks nothing if the version of the
   * subject that was just read holds the very same schema, its texts for people included.
   */
  public int idOf(
      SchemaMode mode, String subject, Schema schema, Optional<RegisteredSchema> latest) {
    Schema neutral = NeutralSchema.of(schema);
    SubjectSchema key = new SubjectSchema(subject, neutral);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    String text = neutral.toString();
    int id =
        latest
            .filter(version -> version.schema().toString().equals(text))
            .map(RegisteredSchema::id)
            .orElseGet(() -> askForId(mode, subject, text));
    remember(id, neutral);
    requireEarlierMeaning(key, id);
    ids.putIfAbsent(key, id);
    return id;
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
    return remember(id, SchemaAnswer.schema("schema id " + id, answer));
  }

  /**
   * As {@link #schemaById}, for whoever reads records as they come and has zones that wait: the
   * registry is asked once, for a moment, and not too often, whoever writes what ids.
   *
   * @throws RegistryUnavailableException if that gave no answer, or is not to be tried just now
   */
  public Schema schemaAtOnce(int id) {
    Schema known = schemasById.get(id);
    if (known != null) {
      return known;
    }
    if (questions.isKnownMissing(id)) {
      throw new SchemaNotFoundException("the registry has no schema id " + id);
    }
    questions.ask(id);
    try {
      JsonNode answer = hasty.get("/schemas/ids/" + id);
      questions.answered();
      return remember(id, SchemaAnswer.schema("schema id " + id, answer));
    } catch (SchemaNotFoundException e) {
      questions.answered();
      questions.missing(id);
      throw e;
    } catch (RegistryUnavailableException e) {
      questions.unanswered();
      throw e;
    }
  }

  /**
   * Notes what a registry has said before, to notice if this one says otherwise; everything is
   * asked for all the same.
   *
   * @throws ContradictoryRegistryException if something else is known already
   */
  public void recall(SchemaMemory memory) {
    Known earlier = memory.read();
    earlier.schemas().forEach(this::remember);
    earlierIds.putAll(earlier.ids());
  }

  /**
   * Does without the registry, as far as its earlier answers go.
   *
   * @return the subjects whose schema never had an id; empty if nothing is missing
   */
  public List<String> relyOn(SchemaMemory memory, Map<String, Schema> neededBySubject) {
    memory.read().ids().forEach(ids::putIfAbsent);
    return neededBySubject.entrySet().stream()
        .filter(
            needed ->
                !ids.containsKey(
                    new SubjectSchema(needed.getKey(), NeutralSchema.of(needed.getValue()))))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Keeps all that the registry has said so far. */
  public void keepIn(SchemaMemory memory) {
    memory.keep(new Known(Map.copyOf(schemasById), Map.copyOf(ids)));
  }

  /**
   * Returns if the registry would accept the schema as the subject's next version.
   *
   * @throws IncompatibleSchemaException with the registry's own grounds, if it would not
   */
  public void requireCompatible(String subject, Schema schema) {
    String path = "/compatibility/subjects/" + encoded(subject) + "/versions?verbose=true";
    JsonNode answer = http.post(path, schemaBody(NeutralSchema.of(schema).toString()));
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
   * The subjects there are whose names begin so; always asks. Registries that do not know how to
   * choose name them all.
   */
  public Set<String> subjects(String beginning) {
    JsonNode answer = http.get("/subjects?subjectPrefix=" + encoded(beginning));
    return StreamSupport.stream(answer.spliterator(), false)
        .map(JsonNode::asText)
        .filter(subject -> subject.startsWith(beginning))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The last version of a subject; its schema is remembered for {@link #schemaById}. Always asks.
   *
   * @throws SchemaNotFoundException if there is no such subject
   * @throws UnusableSchemaException if it is not a self-contained Avro schema
   */
  public RegisteredSchema latest(String subject) {
    return version(subject, "latest");
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
    return version(subject, Integer.toString(version));
  }

  private RegisteredSchema version(String subject, String version) {
    JsonNode answer = http.get("/subjects/" + encoded(subject) + "/versions/" + version);
    String what = "subject " + subject + " version " + version;
    int id = SchemaAnswer.id(what, answer);
    Schema schema = remember(id, SchemaAnswer.schema(what, answer));
    return new RegisteredSchema(subject, answer.path("version").asInt(), id, schema);
  }

  @Override
  public void close() {
    http.close();
    hasty.close();
  }

  private int askForId(SchemaMode mode, String subject, String schema) {
    String path =
        "/subjects/" + encoded(subject) + (mode == SchemaMode.REGISTER ? "/versions" : "");
    return SchemaAnswer.id(subject, http.post(path, schemaBody(schema)));
  }

  /**
   * A schema that has another id than before is fine if the old id still means it: records with the
   * old one are there already. Otherwise somebody else's schema has that id, or will have it.
   */
  private void requireEarlierMeaning(SubjectSchema key, int id) {
    Integer earlier = earlierIds.get(key);
    if (earlier == null || earlier == id) {
      return;
    }
    try {
      remember(
          earlier,
          SchemaAnswer.schema("schema id " + earlier, http.get("/schemas/ids/" + earlier)));
    } catch (SchemaNotFoundException e) {
      throw new ContradictoryRegistryException(
          "subject %s had schema id %d before, which the registry does not know now, and has %d: is it another registry, or was it restored to an earlier state?"
              .formatted(key.subject(), earlier, id));
    }
  }

  private ObjectNode schemaBody(String schema) {
    // No schemaType: Avro is the default, and registries before 5.5 refuse the field.
    return json.createObjectNode().put("schema", schema);
  }

  private Schema remember(int id, Schema schema) {
    Schema before = schemasById.putIfAbsent(id, schema);
    if (before != null && !before.equals(schema)) {
      throw new ContradictoryRegistryException(
          "schema id %d is %s to the registry now and was %s before, with other fields: is it another registry, or was it restored to an earlier state?"
              .formatted(id, schema.getFullName(), before.getFullName()));
    }
    return before == null ? schema : before;
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
