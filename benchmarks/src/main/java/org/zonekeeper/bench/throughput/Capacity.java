package org.zonekeeper.bench.throughput;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.zonekeeper.bench.baseline.PassThrough;
import org.zonekeeper.bench.direct.LoadShortfalls;
import org.zonekeeper.bench.report.CurvePlot;

/**
 * What so many zones could carry, against the bare topology. Immutable.
 *
 * @param zones how many
 * @param steps one for each number of agents, in order
 * @param markersPerSecond transaction markers in all output topics together
 * @param findings commands and calls that are not right
 * @param floor the bare pass-through at its own ceiling
 */
public record Capacity(
    int zones,
    List<CapacityStep> steps,
    double markersPerSecond,
    LoadShortfalls findings,
    PassThrough.Ceiling floor) {

  public Capacity {
    steps = List.copyOf(steps);
  }

  /** The step with most attempts that the Agent Managers kept up with; the first if with none. */
  private CapacityStep best() {
    return steps.stream()
        .filter(CapacityStep::sustained)
        .max(Comparator.comparingDouble(CapacityStep::attemptsPerSecond))
        .orElse(steps.getFirst());
  }

  /** Whether every command has one answer and every call one end. */
  public boolean right() {
    return findings.none();
  }

  private double moved() {
    return best().recordsInPerSecond() + best().recordsOutPerSecond(markersPerSecond);
  }

  private double percentOfFloor() {
    return 100 * moved() / (2 * floor.recordsPerSecond());
  }

  private double percentOfFloorsInput() {
    return 100 * best().recordsInPerSecond() / floor.recordsPerSecond();
  }

  /** For people. */
  public void print(PrintWriter out) {
    CapacityStep best = best();
    out.printf("%n%d zone%s, the most that was sustained%n", zones, zones == 1 ? "" : "s");
    out.printf(
        "  call attempts, whole lives             %,10.0f /s  (%d agents)%n",
        best.attemptsPerSecond(), best.agents());
    out.printf(
        "  conversations                          %,10.0f /s%n",
        best.counts().perSecond(best.counts().calls().connected()));
    out.printf(
        "  journal events                         %,10.0f /s%n",
        best.counts().perSecond(best.counts().traffic().events()));
    out.printf("  records read by the Agent Managers     %,10.0f /s%n", best.recordsInPerSecond());
    out.printf(
        "  records written, changelog too         %,10.0f /s%n",
        best.recordsOutPerSecond(markersPerSecond));
    out.printf("  command -> answer at the load, ms      %s%n", best.answers());
    out.printf("  cores used                             %s%n", best.cpu());
    out.printf(
        "  bare pass-through, in and as many out  %,10.0f /s  (cores: %s)%n",
        floor.recordsPerSecond(), floor.cpu());
    out.printf("  share of its records, in and out       %10.0f %%%n", percentOfFloor());
    out.printf("  share of its records, in alone         %10.0f %%%n", percentOfFloorsInput());
    out.printf("  %s%n", findings);
    out.flush();
  }

  /** For machines. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("zones", zones);
    json.set("best", best().toJson(markersPerSecond));
    json.set("findings", findings.toJson());
    ObjectNode pass = json.putObject("passThrough");
    pass.put("recordsPerSecond", floor.recordsPerSecond()).set("cores", floor.cpu().toJson());
    json.put("percentOfPassThrough", percentOfFloor())
        .put("percentOfPassThroughsInput", percentOfFloorsInput());
    var all = json.putArray("steps");
    steps.forEach(step -> all.add(step.toJson(markersPerSecond)));
    return json;
  }

  /** Adds the steps to a plot: attempts a second for each number of agents. */
  void plot(CurvePlot plot) {
    plot.curve(
        zones + (zones == 1 ? " zone" : " zones"),
        steps.stream()
            .collect(
                Collectors.toMap(
                    CapacityStep::agents, step -> Math.round(step.attemptsPerSecond()))));
  }
}
