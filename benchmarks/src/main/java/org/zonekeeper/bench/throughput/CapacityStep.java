package org.zonekeeper.bench.throughput;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.zonekeeper.bench.direct.DirectLoadCounts;
import org.zonekeeper.bench.report.CpuMeter.CpuShares;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * One number of agents, measured. Immutable.
 *
 * @param agents in all zones together
 * @param counts what the load saw
 * @param written records and markers that Agent Managers wrote
 * @param backlogMillis how long the Agent Managers needed for the commands and facts that were
 *     undecided at the end, at the step's own rate
 * @param cpu who used the machine
 */
record CapacityStep(
    int agents, DirectLoadCounts counts, long written, long backlogMillis, CpuShares cpu) {
  /** A dial authorisation's life: whoever is further behind gets nothing dialled any more. */
  private static final long MOST_BACKLOG_MILLIS = 500;

  double attemptsPerSecond() {
    return counts.attemptsPerSecond();
  }

  /** Whether the Agent Managers kept up with what came. */
  boolean sustained() {
    return backlogMillis <= MOST_BACKLOG_MILLIS;
  }

  double recordsInPerSecond() {
    return counts.perSecond(counts.traffic().sent());
  }

  /**
   * Without the transactions' markers.
   *
   * @param markersPerSecond in all topics together
   */
  double recordsOutPerSecond(double markersPerSecond) {
    return Math.max(0, counts.perSecond(written) - markersPerSecond);
  }

  /** Bytes of the average command or fact. */
  int meanBytes() {
    long sent = Math.max(1, counts.traffic().sent());
    return (int) (counts.traffic().bytesSent() / sent);
  }

  TimeDistribution answers() {
    return TimeDistribution.of(counts.answerMillis());
  }

  String inWords() {
    return String.format(
        Locale.ROOT,
        "%d agents: %.0f attempts/s, answers p50 %d p99 %d ms, backlog %d ms, nuisances %d, refused"
            + " %d; cores: %s",
        agents,
        attemptsPerSecond(),
        answers().percentile(50),
        answers().percentile(99),
        backlogMillis,
        counts.calls().nuisances(),
        counts.refused(),
        cpu);
  }

  ObjectNode toJson(double markersPerSecond) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("agents", agents)
        .put("seconds", counts.seconds())
        .put("attemptsPerSecond", attemptsPerSecond())
        .put("conversationsPerSecond", counts.perSecond(counts.calls().connected()))
        .put("journalEventsPerSecond", counts.perSecond(counts.traffic().events()))
        .put("recordsInPerSecond", recordsInPerSecond())
        .put("recordsOutPerSecond", recordsOutPerSecond(markersPerSecond))
        .put("backlogMillis", backlogMillis)
        .put("sustained", sustained())
        .put("nuisances", counts.calls().nuisances())
        .put("refused", counts.refused());
    json.set("commandToAnswerMillis", answers().toJson());
    json.set("cores", cpu.toJson());
    return json;
  }
}
