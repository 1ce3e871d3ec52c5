package org.zonekeeper.schemas.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.TopicSpec.Cleanup;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.registry.NeutralSchema;

/**
 * Makes {@code docs/asyncapi.yaml}: the rules and channels from {@code
 * event-schemas/src/main/asyncapi/contract.yaml}, the messages and schemas from the catalogue of
 * topics and the IDL, with the IDL's doc comments as descriptions. Used by its test, which fails
 * when the committed document is not the one made here.
 */
final class AsyncApiDocument {
  static final String RENEW =
      "mvn -pl event-schemas -am test -Dtest=AsyncApiTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true";
  private static final String AVRO = "application/vnd.apache.avro+yaml;version=1.9.0";

  private final YAMLMapper yaml =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .build();

  private final JsonNode contract;
  private final JsonNode vocabulary;
  private final Set<String> wordsUsed = new TreeSet<>();
  private final Set<String> undocumented = new TreeSet<>();

  AsyncApiDocument(Path contract) throws IOException {
    this.contract = yaml.readTree(Files.readString(contract));
    this.vocabulary = this.contract.path("vocabulary");
  }

  /** The document as a tree. */
  ObjectNode tree() {
    ObjectNode document = contract.get("document").deepCopy();
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    ObjectNode schemas = components.putObject("schemas");
    contract
        .get("channels")
        .properties()
        .forEach(
            written -> {
              TopicSpec topic = topic(written.getValue().get("topic").textValue());
              ObjectNode channel = channel(topic, written.getValue());
              channels.set(written.getKey(), channel);
              operations.set(written.getKey(), operation(written.getKey(), written.getValue()));
              for (Class<? extends SpecificRecord> type : topic.types()) {
                Schema schema = NeutralSchema.of(SpecificData.get().getSchema(type));
                refer(channel, schema.getName());
                messages.set(schema.getName(), message(topic, schema));
                schemas.set(schema.getName(), schema(schema));
              }
              rawOf(topic)
                  .forEach(
                      (name, message) -> {
                        refer(channel, name);
                        messages.set(name, message);
                      });
            });
    return document;
  }

  /** The hand-written messages of a topic whose values are no Avro records. */
  private Map<String, ObjectNode> rawOf(TopicSpec topic) {
    Map<String, ObjectNode> messages = new TreeMap<>();
    for (Map.Entry<String, JsonNode> raw : contract.get("raw").properties()) {
      if (raw.getValue().get("topic").textValue().equals(topic.name())) {
        ObjectNode message = raw.getValue().deepCopy();
        message.remove("topic");
        messages.put(raw.getKey(), message);
      }
    }
    return messages;
  }

  /** The document as it is committed. */
  String text() throws JsonProcessingException {
    return """
    # Made from event-schemas/src/main/avro (messages, schemas) and
    # event-schemas/src/main/asyncapi/contract.yaml (rules, channels, examples): edit those, then
    #   %s
    """
            .formatted(RENEW)
        + yaml.writeValueAsString(tree());
  }

  /** Reads the committed document. */
  JsonNode read(Path file) throws IOException {
    return yaml.readTree(Files.readString(file));
  }

  /** Records and fields that have no description; known after {@link #tree}. */
  Set<String> undocumented() {
    return undocumented;
  }

  /** Words of the vocabulary that nothing uses; known after {@link #tree}. */
  Set<String> unusedWords() {
    Set<String> unused = new TreeSet<>();
    vocabulary.fieldNames().forEachRemaining(unused::add);
    unused.removeAll(wordsUsed);
    return unused;
  }

  JsonNode examples() {
    return contract.path("examples");
  }

  private static TopicSpec topic(String name) {
    return Topics.all().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("contract.yaml names a topic that is not: " + name));
  }

  private ObjectNode channel(TopicSpec topic, JsonNode written) {
    ObjectNode channel = yaml.createObjectNode();
    channel.put("address", topic.name());
    channel.set("summary", written.get("summary"));
    channel.put(
        "description",
        written.get("description").textValue()
            + "\nKey: %s. Partition: the zone's, by the zone directory.\n"
                .formatted(written.get("key").textValue()));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.name());
    ObjectNode configuration = kafka.putObject("topicConfiguration");
    configuration
        .putArray("cleanup.policy")
        .add(topic.cleanup() == Cleanup.COMPACT ? "compact" : "delete");
    if (topic.cleanup() == Cleanup.DELETE) {
      configuration.put("retention.ms", topic.retention().toMillis());
    }
    kafka.put("bindingVersion", "0.5.0");
    channel.putObject("messages");
    return channel;
  }

  private ObjectNode operation(String channel, JsonNode written) {
    ObjectNode operation = yaml.createObjectNode();
    operation.set("action", written.get("action"));
    operation.putObject("channel").put("$ref", "#/channels/" + channel);
    operation.set("summary", written.get("summary"));
    return operation;
  }

  private static void refer(ObjectNode channel, String message) {
    ((ObjectNode) channel.get("messages"))
        .putObject(message)
        .put("$ref", "#/components/messages/" + message);
  }

  private ObjectNode message(TopicSpec topic, Schema schema) {
    ObjectNode message = yaml.createObjectNode();
    message.put("name", schema.getFullName());
    message.put("title", schema.getName());
    if (schema.getDoc() == null) {
      undocumented.add(schema.getName());
    } else {
      message.put("summary", schema.getDoc());
    }
    message.putObject("payload").put("$ref", "#/components/schemas/" + schema.getName());
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string");
    kafka.put("schemaIdLocation", "payload");
    kafka.put("schemaIdPayloadEncoding", "confluent");
    kafka.put("schemaLookupStrategy", "TopicRecordNameStrategy");
    kafka.put("bindingVersion", "0.5.0");
    message.put("x-subject", topic.name() + "-" + schema.getFullName());
    if (examples().has(schema.getName())) {
      ArrayNode list = message.putArray("examples");
      list.addObject().set("payload", examples().get(schema.getName()));
    }
    return message;
  }

  private ObjectNode schema(Schema schema) {
    ObjectNode wrapped = yaml.createObjectNode();
    wrapped.put("schemaFormat", AVRO);
    try {
      JsonNode tree = yaml.readTree(schema.toString());
      describe(tree);
      wrapped.set("schema", tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro printed a schema that is not JSON: " + schema, e);
    }
    return wrapped;
  }

  /** Gives each record's fields the vocabulary's words where the IDL has none. */
  private void describe(JsonNode node) {
    if (node.path("fields").isArray()) {
      for (JsonNode field : node.get("fields")) {
        String name = field.get("name").textValue();
        if (!field.has("doc") && vocabulary.has(name)) {
          wordsUsed.add(name);
          ((ObjectNode) field).set("doc", vocabulary.get(name));
        } else if (!field.has("doc")) {
          undocumented.add(node.get("name").textValue() + "." + name);
        }
      }
    }
    node.forEach(this::describe);
  }
}
