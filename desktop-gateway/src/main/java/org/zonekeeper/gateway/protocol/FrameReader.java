package org.zonekeeper.gateway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zonekeeper.gateway.protocol.Field.Presence;
import org.zonekeeper.schemas.limit.JsonFaults;

/** Reads frames by the table of commands. Stateless; called on the sockets' threads. */
public final class FrameReader {
  static final String TYPE = "type";
  static final String ID = "id";
  static final String EPOCH = "epoch";

  private static final Pattern ID_TEXT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private FrameReader() {}

  /**
   * Reads a frame that came in at the endpoint.
   *
   * @throws ProtocolException saying what is wrong and what is allowed
   */
  public static ClientMessage read(Endpoint endpoint, String frame) throws ProtocolException {
    ObjectNode body = object(frame);
    JsonNode id = body.get(ID);
    Optional<JsonNode> validId = Optional.ofNullable(id).filter(FrameReader::isId);
    CommandType type = typeOf(endpoint, body, validId);
    if (id == null ? type != CommandType.POM_CLIENT_ALIVE : validId.isEmpty()) {
      throw invalid(
          type,
          validId,
          ID,
          "a string of 1 to 64 characters out of A-Z a-z 0-9 . _ - or a whole number from 0");
    }
    for (Field field : type.fields()) {
      require(type, validId, body, field);
    }
    if (body.has(EPOCH) && !FieldKind.SEQUENCE.accepts(body.get(EPOCH))) {
      throw invalid(type, validId, EPOCH, FieldKind.SEQUENCE.allowed());
    }
    return new ClientMessage(type, validId, body);
  }

  private static ObjectNode object(String frame) throws ProtocolException {
    try {
      if (JSON.readTree(frame) instanceof ObjectNode body) {
        return body;
      }
    } catch (JsonProcessingException e) {
      throw malformed("the frame is not JSON: " + JsonFaults.inWords(e));
    }
    throw malformed("the frame is JSON, but no object; each frame is one object with a \"type\"");
  }

  private static CommandType typeOf(Endpoint endpoint, ObjectNode body, Optional<JsonNode> id)
      throws ProtocolException {
    JsonNode type = body.get(TYPE);
    if (type == null || !type.isTextual()) {
      throw new ProtocolException(
          Optional.empty(),
          id,
          Reason.MALFORMED_MESSAGE,
          "the frame has no \"type\" that is a string");
    }
    return CommandType.named(endpoint, type.textValue())
        .orElseThrow(
            () ->
                new ProtocolException(
                    Optional.empty(),
                    id,
                    Reason.UNKNOWN_COMMAND,
                    "%s is no command of %s; the commands are %s"
                        .formatted(
                            abbreviated(type.textValue()), endpoint.users(), commands(endpoint))));
  }

  private static void require(CommandType type, Optional<JsonNode> id, ObjectNode body, Field field)
      throws ProtocolException {
    JsonNode value = body.get(field.name());
    if (value == null) {
      if (field.presence() == Presence.REQUIRED) {
        throw invalid(type, id, field.name(), "given: " + field.kind().allowed());
      }
    } else if (!field.kind().accepts(value)) {
      throw invalid(type, id, field.name(), field.kind().allowed());
    }
  }

  private static boolean isId(JsonNode id) {
    return id.isTextual()
        ? ID_TEXT.matcher(id.textValue()).matches()
        : FieldKind.SEQUENCE.accepts(id);
  }

  private static ProtocolException malformed(String text) {
    return new ProtocolException(
        Optional.empty(), Optional.empty(), Reason.MALFORMED_MESSAGE, text);
  }

  private static ProtocolException invalid(
      CommandType type, Optional<JsonNode> id, String field, String allowed) {
    return new ProtocolException(
        Optional.of(type),
        id,
        Reason.INVALID_PARAMETER,
        "%s: field \"%s\" must be %s".formatted(type.wireName(), field, allowed));
  }

  private static String commands(Endpoint endpoint) {
    return Arrays.stream(CommandType.values())
        .filter(type -> type.isOf(endpoint))
        .map(CommandType::wireName)
        .collect(Collectors.joining(", "));
  }

  /** So that an answer does not repeat a frame of 64 KiB. */
  private static String abbreviated(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
