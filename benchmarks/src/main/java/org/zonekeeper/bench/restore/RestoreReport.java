package org.zonekeeper.bench.restore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * Takeovers of a zone of several sizes, with a standby and without. Immutable.
 *
 * @param sizes numbers of agents, ascending
 * @param takeovers all of them
 */
public record RestoreReport(List<Integer> sizes, List<Takeover> takeovers) {
  public RestoreReport {
    sizes = List.copyOf(sizes);
    takeovers = List.copyOf(takeovers);
  }

  /** For people. */
  public void print(PrintWriter out) {
    for (Readiness readiness : Readiness.values()) {
      out.printf("%n%s%n", readiness.words());
      out.printf("  %9s %9s %11s  %s%n", "agents", "calls", "changelog", "kill -> available, ms");
      for (int agents : sizes) {
        out.printf(
            Locale.ROOT,
            "  %,9d %,9d %,11d  %s%s%n",
            agents,
            2 * agents,
            changelog(readiness, agents),
            available(readiness, agents),
            inAddition(readiness, agents));
      }
    }
    out.printf(
        Locale.ROOT,
        "%ncold restore of the largest zone: %,d records a second%n",
        coldRecordsPerSecond());
    out.flush();
  }

  /** For machines. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("coldRecordsPerSecond", coldRecordsPerSecond());
    json.put("standbyAddsMillis", adds(Readiness.STANDBY, sizes.getLast()));
    ArrayNode all = json.putArray("takeovers");
    takeovers.forEach(takeover -> all.add(takeover.toJson()));
    return json;
  }

  private String inAddition(Readiness readiness, int agents) {
    return agents == sizes.getFirst()
        ? ""
        : "  %+d ms at the median".formatted(adds(readiness, agents));
  }

  /** What a zone of this size takes longer than the smallest, at the median. */
  private long adds(Readiness readiness, int agents) {
    return available(readiness, agents).percentile(50)
        - available(readiness, sizes.getFirst()).percentile(50);
  }

  /** By what the largest zone is taken over later than the smallest one. */
  private long coldRecordsPerSecond() {
    long records =
        changelog(Readiness.COLD, sizes.getLast()) - changelog(Readiness.COLD, sizes.getFirst());
    long millis =
        takenOver(Readiness.COLD, sizes.getLast()).percentile(50)
            - takenOver(Readiness.COLD, sizes.getFirst()).percentile(50);
    return millis <= 0 ? 0 : 1000 * records / millis;
  }

  private long changelog(Readiness readiness, int agents) {
    return TimeDistribution.of(of(readiness, agents).map(Takeover::changelog).toList())
        .percentile(50);
  }

  private TimeDistribution available(Readiness readiness, int agents) {
    return TimeDistribution.of(of(readiness, agents).map(Takeover::availableMillis).toList());
  }

  private TimeDistribution takenOver(Readiness readiness, int agents) {
    return TimeDistribution.of(of(readiness, agents).map(Takeover::takenOverMillis).toList());
  }

  private Stream<Takeover> of(Readiness readiness, int agents) {
    return takeovers.stream()
        .filter(takeover -> takeover.readiness() == readiness && takeover.agents() == agents);
  }
}
