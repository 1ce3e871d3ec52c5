package org.zonekeeper.gateway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the frames that the gateway sends. Stateless; any thread. */
public final class FrameWriter {
  /** The protocol's version, as {@code AgentSDKConnected} names it. */
  public static final String PROTOCOL = "1";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private FrameWriter() {}

  /** The first frame of every connection. */
  public static String connected(Map<String, Object> fields) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put(FrameReader.TYPE, "AgentSDKConnected");
    frame.put("protocol", PROTOCOL);
    frame.putAll(fields);
    return write(frame);
  }

  /** The type's own fields come in the order of the table. */
  public static String notification(Notification notification) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put(FrameReader.TYPE, notification.type().wireName());
    frame.put("zone", notification.place().zone());
    frame.put("epoch", notification.place().epoch());
    frame.put("sequence", notification.place().sequence());
    frame.put("time", notification.place().time());
    for (String field : notification.type().fields()) {
      Object value = notification.fields().get(field);
      if (value != null) {
        frame.put(field, value);
      }
    }
    return write(frame);
  }

  /** The answer to a command that was done; {@code more} are further fields of it. */
  public static String accepted(CommandType type, Optional<JsonNode> id, Map<String, Object> more) {
    Map<String, Object> frame = answer(type.answerName(), id, 0);
    frame.putAll(more);
    return write(frame);
  }

  /** The answer to a command that was not done. */
  public static String refused(
      CommandType type, Optional<JsonNode> id, Refusal refusal, Map<String, Object> more) {
    return refused(type.answerName(), id, refusal, more);
  }

  /** The answer to a frame that the protocol does not allow. */
  public static String refused(ProtocolException fault) {
    return refused(
        fault.type().map(CommandType::answerName).orElse("Error"),
        fault.id(),
        new Refusal(fault.reason(), fault.getMessage()),
        Map.of());
  }

  private static String refused(
      String name, Optional<JsonNode> id, Refusal refusal, Map<String, Object> more) {
    Map<String, Object> frame = answer(name, id, refusal.reason().number());
    frame.put("reason", refusal.reason().name());
    frame.put("text", refusal.text());
    frame.putAll(more);
    return write(frame);
  }

  private static Map<String, Object> answer(String name, Optional<JsonNode> id, int result) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put(FrameReader.TYPE, name);
    id.ifPresent(value -> frame.put(FrameReader.ID, value));
    frame.put("result", result);
    return frame;
  }

  private static String write(Map<String, Object> frame) {
    try {
      return JSON.writeValueAsString(frame);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame of plain values cannot be written: " + frame, e);
    }
  }
}
