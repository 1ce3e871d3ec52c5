package org.zonekeeper.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A command whose frame was found valid: every field that its {@link CommandType} requires is
 * there, every field has its kind. Read-only from here on; handed from the socket's thread to the
 * desk's.
 *
 * @param type which command
 * @param id as the client wrote it, string or number; empty only where the type allows it
 * @param body the whole frame
 */
public record ClientMessage(CommandType type, Optional<JsonNode> id, ObjectNode body) {

  /** A required text field. */
  public String text(String field) {
    return body.get(field).textValue();
  }

  /** An optional text field. */
  public Optional<String> optionalText(String field) {
    return Optional.ofNullable(body.get(field)).map(JsonNode::textValue);
  }

  /** A flag; false where it was left out. */
  public boolean flag(String field) {
    return body.path(field).booleanValue();
  }

  /** A required whole number. */
  public long number(String field) {
    return body.get(field).longValue();
  }

  /** An optional whole number. */
  public Optional<Long> optionalNumber(String field) {
    return Optional.ofNullable(body.get(field)).map(JsonNode::longValue);
  }

  /** A list of texts; empty where it was left out. */
  public List<String> texts(String field) {
    return body.path(field).valueStream().map(JsonNode::textValue).toList();
  }

  /** The zone's epoch that the client last saw, if it said so. */
  public Optional<Long> epoch() {
    return Optional.ofNullable(body.get(FrameReader.EPOCH)).map(JsonNode::longValue);
  }
}
