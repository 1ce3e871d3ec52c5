package org.zonekeeper.gateway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.zonekeeper.gateway.protocol.Field.Presence;

/**
 * Maker of {@code docs/desktop-protocol.asyncapi.yaml}: messages from the gateway's own table,
 * summaries, examples and which fields may be absent from {@code docs/desktop-protocol.md}, what a
 * field holds from {@code desktop-gateway/src/main/asyncapi/desktop.yaml}. Used by its test, which
 * fails when the committed document is not the one made here.
 */
final class DesktopAsyncApiDocument {
  static final String RENEW =
      "mvn -pl desktop-gateway -am test -Dtest=DesktopAsyncApiTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String MESSAGES = "#/components/messages/";

  private final YAMLMapper yaml =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .build();

  private final JsonNode written;
  private final ProtocolText text;
  private final Set<String> withoutSchema = new TreeSet<>();

  DesktopAsyncApiDocument(Path home) throws IOException {
    this.written =
        yaml.readTree(
            Files.readString(home.resolve("desktop-gateway/src/main/asyncapi/desktop.yaml")));
    this.text = ProtocolText.read(home.resolve("docs/desktop-protocol.md"));
  }

  /** The document as it is committed. */
  String text() throws JsonProcessingException {
    return """
    # Made from the gateway's table of messages (CommandType, NotificationType, Reason), docs/desktop-protocol.md
    # and desktop-gateway/src/main/asyncapi/desktop.yaml: edit those, then
    #   %s
    """
            .formatted(RENEW)
        + yaml.writeValueAsString(tree());
  }

  /** Fields and kinds of the table that no schema describes; known after {@link #tree}. */
  Set<String> withoutSchema() {
    return withoutSchema;
  }

  ObjectNode tree() {
    ObjectNode document = written.get("document").deepCopy();
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    for (Endpoint endpoint : Endpoint.values()) {
      JsonNode own = written.at("/channels/" + endpoint);
      String name = own.get("name").textValue();
      ObjectNode channel = channels.putObject(name);
      channel.put("address", endpoint.path());
      channel.set("summary", own.get("summary"));
      ObjectNode carried = channel.putObject("messages");
      for (CommandType type : CommandType.values()) {
        if (type.isOf(endpoint)) {
          messages.set(type.wireName(), command(type));
          messages.set(type.answerName(), answer(type));
          refer(carried, type.wireName());
          refer(carried, type.answerName());
          operations.set(name + type.wireName(), asked(name, type));
        }
      }
      ObjectNode told = operations.putObject(name + "Told");
      told.put("action", "send");
      told.putObject("channel").put("$ref", "#/channels/" + name);
      told.put("summary", "What the gateway says without having been asked.");
      ArrayNode tells = told.putArray("messages");
      for (NotificationType type : NotificationType.values()) {
        if (isFor(endpoint, type)) {
          messages.set(type.wireName(), notification(type));
          refer(carried, type.wireName());
          tells
              .addObject()
              .put("$ref", "#/channels/%s/messages/%s".formatted(name, type.wireName()));
        }
      }
      for (var frame : written.get("frames").properties()) {
        messages.set(frame.getKey(), frame(frame.getKey(), frame.getValue()));
        refer(carried, frame.getKey());
        tells.addObject().put("$ref", "#/channels/%s/messages/%s".formatted(name, frame.getKey()));
      }
    }
    components.set("schemas", schemas());
    return document;
  }

  private static boolean isFor(Endpoint endpoint, NotificationType type) {
    if (type == NotificationType.COMMAND_PENDING) {
      return true;
    }
    return (endpoint == Endpoint.SUPERVISOR) == type.wireName().startsWith("SUP");
  }

  private ObjectNode asked(String channel, CommandType type) {
    ObjectNode operation = yaml.createObjectNode();
    operation.put("action", "receive");
    operation.putObject("channel").put("$ref", "#/channels/" + channel);
    String of = "#/channels/%s/messages/".formatted(channel);
    operation.putArray("messages").addObject().put("$ref", of + type.wireName());
    ObjectNode reply = operation.putObject("reply");
    reply.putObject("channel").put("$ref", "#/channels/" + channel);
    reply.putArray("messages").addObject().put("$ref", of + type.answerName());
    return operation;
  }

  private ObjectNode command(CommandType type) {
    ObjectNode payload = object();
    ArrayNode required = payload.putArray("required").add("type");
    ObjectNode properties = payload.putObject("properties");
    properties.putObject("type").put("const", type.wireName());
    if (type != CommandType.POM_CLIENT_ALIVE) {
      required.add("id");
    }
    properties.putObject("id").put("$ref", SCHEMAS + "CommandId");
    for (Field field : type.fields()) {
      if (field.presence() == Presence.REQUIRED) {
        required.add(field.name());
      }
      properties.set(
          field.name(),
          schema(
              "commandFields",
              type.wireName() + "." + field.name(),
              () -> written.at("/kinds/" + field.kind()),
              "kind " + field.kind()));
    }
    properties.putObject("epoch").put("type", "integer").put("minimum", 0);
    return message(type.wireName(), text.meaning(type.wireName()), payload);
  }

  private ObjectNode answer(CommandType type) {
    ObjectNode payload = object();
    payload.putArray("required").add("type").add("result");
    ObjectNode properties = payload.putObject("properties");
    properties.putObject("type").put("const", type.answerName());
    properties.putObject("id").put("$ref", SCHEMAS + "CommandId");
    properties.putObject("result").put("type", "integer").put("minimum", 0);
    properties.putObject("reason").put("$ref", SCHEMAS + "Reason");
    properties.putObject("text").put("type", "string");
    properties.putObject("zone").put("type", "string");
    properties.putObject("epoch").put("type", "integer");
    if (type == CommandType.POM_CLIENT_ALIVE) {
      properties.putObject("now").put("$ref", SCHEMAS + "Instant");
    }
    return message(
        type.answerName(),
        "The one answer to " + type.wireName() + "; result 0: done, else the reason's number.",
        payload);
  }

  private ObjectNode notification(NotificationType type) {
    ObjectNode payload = object();
    ArrayNode required = payload.putArray("required");
    ObjectNode properties = payload.putObject("properties");
    properties.putObject("type").put("const", type.wireName());
    properties.putObject("zone").put("type", "string");
    properties.putObject("epoch").put("type", "integer").put("minimum", 0);
    properties.putObject("sequence").put("type", "integer").put("minimum", 0);
    properties
        .putObject("time")
        .put("type", "integer")
        .put("description", "epoch milliseconds, UTC");
    properties.fieldNames().forEachRemaining(required::add);
    for (String field : type.fields()) {
      String own = type.wireName() + "." + field;
      properties.set(field, schema("fields", own, () -> written.at("/fields/" + field), own));
      if (!text.mayBeAbsent(type.wireName(), field)) {
        required.add(field);
      }
    }
    return message(type.wireName(), text.meaning(type.wireName()), payload);
  }

  private ObjectNode frame(String name, JsonNode frame) {
    return message(name, frame.get("summary").textValue(), frame.get("payload"));
  }

  private ObjectNode message(String name, String summary, JsonNode payload) {
    ObjectNode message = yaml.createObjectNode();
    message.put("name", name);
    message.put("title", name);
    message.put("summary", summary);
    message.set("payload", payload);
    List<JsonNode> examples = text.examples(name);
    if (!examples.isEmpty()) {
      ArrayNode list = message.putArray("examples");
      examples.forEach(example -> list.addObject().set("payload", example));
    }
    return message;
  }

  private JsonNode schema(String section, String own, Supplier<JsonNode> common, String missing) {
    JsonNode found = written.path(section).path(own);
    if (found.isMissingNode()) {
      found = common.get();
    }
    if (found.isMissingNode()) {
      withoutSchema.add(missing);
    }
    return found.deepCopy();
  }

  private ObjectNode schemas() {
    ObjectNode schemas = yaml.createObjectNode();
    ArrayNode id = schemas.putObject("CommandId").putArray("oneOf");
    id.addObject().put("type", "string").put("pattern", "^[A-Za-z0-9._-]{1,64}$");
    id.addObject().put("type", "integer").put("minimum", 0);
    ObjectNode reasons = schemas.putObject("Reason");
    ArrayNode names = reasons.putArray("enum");
    ObjectNode numbers = reasons.putObject("x-numbers");
    Arrays.stream(Reason.values())
        .forEach(
            reason -> {
              names.add(reason.name());
              numbers.put(reason.name(), reason.number());
            });
    schemas.setAll((ObjectNode) written.get("schemas"));
    for (JsonNode name : written.get("contract")) {
      Schema schema = ContractSchemas.named(name.textValue());
      schemas.set(schema.getName(), ContractSchemas.jsonSchema(yaml, schema));
    }
    return schemas;
  }

  private ObjectNode object() {
    return yaml.createObjectNode().put("type", "object");
  }

  private static void refer(ObjectNode messages, String name) {
    messages.putObject(name).put("$ref", MESSAGES + name);
  }
}
