package org.zonekeeper.bench.throughput;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import org.zonekeeper.bench.report.CurvePlot;

/**
 * The ceilings of one run. Immutable.
 *
 * @param ceilings one for each number of zones
 */
public record ThroughputReport(List<Capacity> ceilings) {
  public ThroughputReport {
    ceilings = List.copyOf(ceilings);
  }

  /** Whether every command had one answer and every call one end. */
  public boolean right() {
    return ceilings.stream().allMatch(Capacity::right);
  }

  /** For people. */
  public void print(PrintWriter out) {
    ceilings.forEach(ceiling -> ceiling.print(out));
  }

  /** For machines. */
  public ArrayNode toJson() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    ceilings.forEach(ceiling -> all.add(ceiling.toJson()));
    return all;
  }

  /** Each number of zones as a curve. */
  public CurvePlot plot() {
    CurvePlot plot =
        new CurvePlot(
            "Call attempts a second as agents are doubled", "agents, all zones together", "1/s");
    ceilings.forEach(ceiling -> ceiling.plot(plot));
    return plot;
  }
}
