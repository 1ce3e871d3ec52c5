package org.zonekeeper.gateway.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.ProtocolException;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.common.JobSettings;

/**
 * Reads a job's settings and changes of them by the contract's own schema, so that a setting that
 * is added there is understood here. Whether a value makes sense is the zone's to say; here only
 * its kind is checked. Stateless.
 */
final class JobSettingsReader {
  private static final List<String> NOT_CHANGES = List.of("header", "jobId");

  private JobSettingsReader() {}

  /** All settings of a new job: those given, the contract's defaults for the rest. */
  static JobSettings settings(ClientMessage message) throws ProtocolException {
    ObjectNode given = (ObjectNode) message.body().get("settings");
    if (!given.path("campaign").isTextual()) {
      throw fault(message, "settings.campaign must be given: the campaign's name");
    }
    JobSettings settings =
        JobSettings.newBuilder().setCampaign(given.get("campaign").textValue()).build();
    fill(message, given, settings, List.of());
    return settings;
  }

  /** Puts the changes into the command; those not given stay null. */
  static void changes(ClientMessage message, ChangeJob command) throws ProtocolException {
    ObjectNode given = (ObjectNode) message.body().get("changes");
    if (given.isEmpty()) {
      throw fault(message, "changes must name at least one setting");
    }
    fill(message, given, command, NOT_CHANGES);
  }

  private static void fill(
      ClientMessage message, ObjectNode given, SpecificRecordBase record, List<String> closed)
      throws ProtocolException {
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      Schema.Field field = record.getSchema().getField(entry.getKey());
      if (field == null || closed.contains(entry.getKey())) {
        throw fault(
            message,
            "there is no setting \"%s\"; the settings are %s"
                .formatted(entry.getKey(), names(record.getSchema(), closed)));
      }
      Schema schema = withoutNull(field.schema());
      Object value =
          valueOf(schema, entry.getValue())
              .orElseThrow(
                  () ->
                      fault(
                          message,
                          "setting \"%s\" must be %s".formatted(field.name(), allowed(schema))));
      record.put(field.pos(), value);
    }
  }

  private static Optional<Object> valueOf(Schema schema, JsonNode value) {
    return switch (schema.getType()) {
      case INT ->
          value.canConvertToInt() && value.isInt()
              ? Optional.of(value.intValue())
              : Optional.empty();
      case DOUBLE -> value.isNumber() ? Optional.of(value.doubleValue()) : Optional.empty();
      case BOOLEAN -> value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
      case STRING -> value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
      case ENUM ->
          schema.getEnumSymbols().contains(value.asText()) && !value.asText().equals("UNKNOWN")
              ? Optional.of(SpecificData.get().createEnum(value.asText(), schema))
              : Optional.empty();
      case ARRAY ->
          value.isArray() && value.valueStream().allMatch(JsonNode::isTextual)
              ? Optional.of(value.valueStream().map(JsonNode::textValue).toList())
              : Optional.empty();
      default -> throw new IllegalStateException("a setting of a kind not read here: " + schema);
    };
  }

  private static String allowed(Schema schema) {
    return switch (schema.getType()) {
      case INT -> "a whole number";
      case DOUBLE -> "a number";
      case BOOLEAN -> "true or false";
      case STRING -> "a string";
      case ENUM ->
          "one of "
              + schema.getEnumSymbols().stream()
                  .filter(symbol -> !symbol.equals("UNKNOWN"))
                  .collect(Collectors.joining(", "));
      default -> "an array of strings";
    };
  }

  private static Schema withoutNull(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  private static String names(Schema schema, List<String> closed) {
    return schema.getFields().stream()
        .map(Schema.Field::name)
        .filter(name -> !closed.contains(name))
        .collect(Collectors.joining(", "));
  }

  private static ProtocolException fault(ClientMessage message, String text) {
    return new ProtocolException(
        Optional.of(message.type()),
        message.id(),
        Reason.INVALID_PARAMETER,
        message.type().wireName() + ": " + text);
  }
}
