package org.zonekeeper.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.zonekeeper.schemas.limit.Texts;

/** A frame, or a value in it, that the protocol does not allow; carries what its answer needs. */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<CommandType> type;
  private final transient Optional<JsonNode> id;
  private final Reason reason;

  public ProtocolException(
      Optional<CommandType> type, Optional<JsonNode> id, Reason reason, String text) {
    super(Texts.cut(text, Refusal.MOST_CHARACTERS));
    this.type = type;
    this.id = id;
    this.reason = reason;
  }

  /** The command, where it could be told. */
  public Optional<CommandType> type() {
    return type;
  }

  /** The command's id, where it could be told. */
  public Optional<JsonNode> id() {
    return id;
  }

  public Reason reason() {
    return reason;
  }
}
