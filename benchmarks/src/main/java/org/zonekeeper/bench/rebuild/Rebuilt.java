package org.zonekeeper.bench.rebuild;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * What one rebuilding took. Immutable.
 *
 * @param zones how many
 * @param events of all zones' journals
 * @param agents that the zones hold
 * @param ownersDigests digests of the state that owners put on record in the journal, each that of
 *     the fold
 * @param restoreMillis from calling {@code restore-state} to its end
 * @param takenOverMillis from starting an Agent Manager to the last zone's first event, read
 * @param availableMillis from starting it to the last zone's being available, read
 * @param equal whether each zone came up with the digest of its journal's fold
 */
public record Rebuilt(
    int zones,
    long events,
    long agents,
    long ownersDigests,
    long restoreMillis,
    long takenOverMillis,
    long availableMillis,
    boolean equal) {

  /** For people. */
  public void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d zones, %,d agents, %,d events%n"
            + "  restore-state           %,9.1f s, %,d events a second%n"
            + "  start -> taken over     %,9.1f s%n"
            + "  start -> available      %,9.1f s%n"
            + "  both                    %,9.1f s%n"
            + "  digests                 %s; %,d of owners in the journal hold%n",
        zones,
        agents,
        events,
        restoreMillis / 1e3,
        eventsPerSecond(),
        takenOverMillis / 1e3,
        availableMillis / 1e3,
        (restoreMillis + availableMillis) / 1e3,
        equal ? "equal" : "NOT EQUAL",
        ownersDigests);
    out.flush();
  }

  /** For machines. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("zones", zones)
        .put("events", events)
        .put("agents", agents)
        .put("ownersDigests", ownersDigests)
        .put("restoreMillis", restoreMillis)
        .put("eventsPerSecond", eventsPerSecond())
        .put("takenOverMillis", takenOverMillis)
        .put("availableMillis", availableMillis)
        .put("digestsEqual", equal);
  }

  private long eventsPerSecond() {
    return events * 1_000 / Math.max(1, restoreMillis);
  }
}
