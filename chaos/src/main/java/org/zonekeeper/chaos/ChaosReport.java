package org.zonekeeper.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zonekeeper.check.judge.Judgement;

/** What came of the seeds so far, for people and for programs. One thread. */
final class ChaosReport {
  private final ChaosPlan plan;
  private final PrintWriter out;
  private final List<ChaosOutcome> outcomes = new ArrayList<>();

  ChaosReport(ChaosPlan plan, PrintWriter out) {
    this.plan = plan;
    this.out = out;
  }

  /** Takes an outcome; one that does not hold is printed at once, with how to repeat it. */
  void add(ChaosOutcome outcome) {
    outcomes.add(outcome);
    if (!outcome.holds()) {
      print(outcome);
      out.printf("repeat it with: %s%n", plan.repeat(outcome.seed()));
      out.flush();
    }
  }

  /** Whether everything held so far. */
  boolean holds() {
    return outcomes.stream().allMatch(ChaosOutcome::holds);
  }

  /** The outcome added last, in a line, and how far the series is. */
  String inShort(ChaosOutcome outcome, int runs) {
    long failed = outcomes.stream().filter(each -> !each.holds()).count();
    long seconds = outcomes.stream().mapToLong(each -> each.took().toSeconds()).sum();
    return "%s after %d blows in %d s; %d of %d seeds, %d failed, about %d min to go"
        .formatted(
            outcome.holds() ? "everything held" : "FAILED",
            outcome.count(),
            outcome.took().toSeconds(),
            outcomes.size(),
            runs,
            failed,
            Duration.ofSeconds(seconds * (runs - outcomes.size()) / outcomes.size()).toMinutes());
  }

  /** Prints the rows of a single seed, or the sum of many. */
  void conclude() {
    if (outcomes.size() == 1 && holds()) {
      print(outcomes.getFirst());
    } else if (outcomes.size() > 1) {
      Map<ChaosFault, Integer> blows = new TreeMap<>();
      outcomes.forEach(
          outcome ->
              outcome.blows().forEach((kind, count) -> blows.merge(kind, count, Integer::sum)));
      List<Long> failed =
          outcomes.stream().filter(outcome -> !outcome.holds()).map(ChaosOutcome::seed).toList();
      out.printf(
          "%n%d seeds, %d blows: %s%n",
          outcomes.size(), outcomes.stream().mapToInt(ChaosOutcome::count).sum(), blows);
      out.printf(
          "Agent Managers that ended by themselves and were started again: %d%n",
          outcomes.stream().mapToInt(outcome -> outcome.ended().size()).sum());
      out.println(failed.isEmpty() ? "everything held" : "did not hold: seeds " + failed);
    }
    out.flush();
  }

  /** Writes all outcomes as an array. */
  void write(Path file) throws IOException {
    ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();
    outcomes.forEach(outcome -> verdicts.add(toJson(outcome)));
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), verdicts);
  }

  private void print(ChaosOutcome outcome) {
    out.printf("%nseed %d: %s%n", outcome.seed(), outcome.blows());
    if (!outcome.ended().isEmpty()) {
      out.printf("  ended by themselves and started again: %s%n", outcome.ended());
    }
    outcome.brokenOff().ifPresent(why -> out.printf("  %-17s FAILS %s%n", "broken off", why));
    for (Judgement row : outcome.results()) {
      out.printf(
          "  %-17s %-5s %s%n",
          row.id(), row.pass() ? "holds" : "FAILS", row.pass() ? row.title() : row.evidence());
    }
    out.flush();
  }

  private static ObjectNode toJson(ChaosOutcome outcome) {
    ObjectNode verdict =
        JsonNodeFactory.instance
            .objectNode()
            .put("seed", outcome.seed())
            .put("holds", outcome.holds())
            .put("seconds", outcome.took().toSeconds());
    ObjectNode blows = verdict.putObject("blows");
    outcome.blows().forEach((mischief, count) -> blows.put(mischief.name(), count));
    outcome.ended().forEach(verdict.putArray("endedByThemselves")::add);
    outcome.brokenOff().ifPresent(why -> verdict.put("brokenOff", why));
    ArrayNode rows = verdict.putArray("rows");
    outcome
        .results()
        .forEach(
            row ->
                rows.addObject()
                    .put("id", row.id())
                    .put("holds", row.pass())
                    .put("evidence", row.evidence()));
    return verdict;
  }
}
