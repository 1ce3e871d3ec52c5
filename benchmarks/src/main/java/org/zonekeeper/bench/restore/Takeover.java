package org.zonekeeper.bench.restore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * One takeover of a zone whose owner was killed. Immutable.
 *
 * @param readiness whether there was a standby
 * @param agents logged on in the zone; it has twice as many calls
 * @param changelog records that its changelog held
 * @param takenOverMillis from the kill to the first committed event
 * @param availableMillis from the kill to the zone's being available, committed
 */
public record Takeover(
    Readiness readiness, int agents, long changelog, long takenOverMillis, long availableMillis) {

  String inWords() {
    return String.format(
        Locale.ROOT,
        "%s, %,d agents, %,d calls, %,d records in the changelog: taken over %d ms, available %d"
            + " ms",
        readiness.words(),
        agents,
        2 * agents,
        changelog,
        takenOverMillis,
        availableMillis);
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("readiness", readiness.name())
        .put("agents", agents)
        .put("calls", 2 * agents)
        .put("changelogRecords", changelog)
        .put("takenOverMillis", takenOverMillis)
        .put("availableMillis", availableMillis);
  }
}
