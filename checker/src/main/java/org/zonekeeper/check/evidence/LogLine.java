package org.zonekeeper.check.evidence;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One line of a JSON-lines log: a transcript, the platform's or the recorder's log, the incidents.
 *
 * @param at when it was written, epoch milliseconds
 * @param kind what the line is, see the log's own format
 * @param json the whole line
 */
public record LogLine(long at, String kind, JsonNode json) {

  /**
   * Reads what every line must have.
   *
   * @throws IllegalArgumentException if the line has no {@code at} or no {@code kind}
   */
  public static LogLine of(JsonNode json) {
    if (!json.path("at").isIntegralNumber() || !json.path("kind").isTextual()) {
      throw new IllegalArgumentException(
          "a log line needs \"at\" (epoch milliseconds) and \"kind\", this one has not: " + json);
    }
    return new LogLine(json.get("at").asLong(), json.get("kind").asText(), json);
  }

  /** A text field; empty text if absent. */
  public String text(String field) {
    return json.path(field).asText("");
  }

  /** A number field; 0 if absent. */
  public long number(String field) {
    return json.path(field).asLong(0);
  }

  /** The zone that the line is about; empty text if none. */
  public String zone() {
    return text("zone");
  }
}
