package org.zonekeeper.bench.latency;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * What was measured at desktops, milliseconds. Immutable.
 *
 * @param attemptsPerSecond that the platform really started
 * @param answers command at the desktop to its answer there
 * @param notices live voice, as the platform reports it, to the call's notice at the desktop
 * @param floor a record through a topology that does nothing, with the same guarantee
 */
public record Latency(
    double attemptsPerSecond,
    TimeDistribution answers,
    TimeDistribution notices,
    TimeDistribution floor) {
  /** For people. */
  public void print(PrintWriter out) {
    out.printf("%nmilliseconds at %.0f attempts a second%n", attemptsPerSecond);
    out.printf("  command -> answer at the desktop       %s%n", answers);
    out.printf("  live voice -> notice at the desktop    %s%n", notices);
    out.printf("  bare pass-through, same guarantee      %s%n", floor);
    out.flush();
  }

  /** For machines. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("attemptsPerSecond", attemptsPerSecond);
    json.set("commandToAnswerMillis", answers.toJson());
    json.set("answeredToNotifiedMillis", notices.toJson());
    json.set("passThroughMillis", floor.toJson());
    return json;
  }
}
