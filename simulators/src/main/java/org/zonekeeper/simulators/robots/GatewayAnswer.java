package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A gateway's answer to a command.
 *
 * @param command the command's type
 * @param accepted whether it was done
 * @param reason why not, in a word; empty if it was done
 * @param text why not, in words
 * @param frame the whole answer
 */
public record GatewayAnswer(
    String command, boolean accepted, String reason, String text, ObjectNode frame) {

  static GatewayAnswer of(String command, ObjectNode frame) {
    return new GatewayAnswer(
        command,
        frame.path("result").asInt(-1) == 0,
        frame.path("reason").asText(""),
        frame.path("text").asText(""),
        frame);
  }
}
