package org.zonekeeper.check.run;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One frame that a robot received or sent.
 *
 * @param who agent id or supervisor's name
 * @param at when, by the robot's clock, epoch milliseconds
 * @param order place in the transcripts; of one robot's frames the later has the higher
 * @param message the frame
 */
public record Frame(String who, long at, int order, JsonNode message) {

  /** The frame's type. */
  public String type() {
    return message.path("type").asText("");
  }

  /** A text field; empty text if absent. */
  public String text(String field) {
    return message.path(field).asText("");
  }
}
