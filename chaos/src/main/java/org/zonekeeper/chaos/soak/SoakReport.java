package org.zonekeeper.chaos.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A soak's outcome, for people and for programs. Stateless. */
final class SoakReport {
  private SoakReport() {}

  static void print(SoakOutcome outcome, PrintWriter out) {
    SoakPlan plan = outcome.plan();
    out.printf(
        "%n%s of everything at once, seed %d; slopes from %s on%s%n",
        SoakDuration.told(outcome.took()),
        plan.seed(),
        SoakDuration.told(plan.warmUp()),
        plan.isLongerThanMemory() ? "" : ", which is before all that zones remember has come");
    outcome.sent().forEach((kind, count) -> out.printf("  %,12d %s%n", count, kind));
    out.printf(
        "%n%-14s %-8s %14s %14s %14s  %s%n",
        "process", "figure", "median", "in this run", "an hour", "verdict");
    for (Trend trend : outcome.trends()) {
      out.printf(
          "%-14s %-8s %14s %14s %14s  %s%n",
          trend.process(),
          trend.measure().words(),
          trend.measure().told(trend.typical()),
          trend.measure().toldChange(trend.risen()),
          trend.measure().toldChange(trend.perHour()),
          verdict(outcome, trend));
    }
    out.printf(
        "%n%-14s %10s %10s %10s %10s %10s %10s%n",
        "asked", "answers", "none", "over 1 s", "median", "99 in 100", "longest");
    outcome
        .answers()
        .forEach(
            (zone, given) ->
                out.printf(
                    "%-14s %,10d %,10d %,10d %7d ms %7d ms %7d ms%n",
                    zone,
                    given.count(),
                    given.without(),
                    given.late(),
                    given.median().toMillis(),
                    given.most().toMillis(),
                    given.longest().toMillis()));
    out.println();
    outcome.troubles().forEach(trouble -> out.println("FAILS: " + trouble));
    out.println(outcome.holds() ? "everything held" : "did not hold");
    out.flush();
  }

  private static String verdict(SoakOutcome outcome, Trend trend) {
    if (!outcome.judges(trend)) {
      return "not judged";
    }
    return trend.isFlat() ? "flat" : "RISES";
  }

  /** Writes it with every sample. */
  static void write(SoakOutcome outcome, Path file) throws IOException {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("seed", outcome.plan().seed())
            .put("seconds", outcome.took().toSeconds())
            .put("warmUpSeconds", outcome.plan().warmUp().toSeconds())
            .put("holds", outcome.holds());
    outcome.troubles().forEach(json.putArray("troubles")::add);
    ObjectNode sent = json.putObject("sent");
    outcome.sent().forEach(sent::put);
    ArrayNode trends = json.putArray("trends");
    outcome.trends().forEach(trend -> trends.add(toJson(outcome, trend)));
    ObjectNode answers = json.putObject("answers");
    outcome
        .answers()
        .forEach(
            (zone, given) ->
                answers
                    .putObject(zone)
                    .put("count", given.count())
                    .put("without", given.without())
                    .put("late", given.late())
                    .put("medianMs", given.median().toMillis())
                    .put("most99Ms", given.most().toMillis())
                    .put("longestMs", given.longest().toMillis()));
    ObjectNode samples = json.putObject("samples");
    outcome
        .samples()
        .points()
        .forEach((process, measures) -> points(samples.putObject(process), measures));
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
  }

  private static ObjectNode toJson(SoakOutcome outcome, Trend trend) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("process", trend.process())
        .put("measure", trend.measure().key())
        .put("samples", trend.samples())
        .put("median", trend.typical())
        .put("perHour", trend.perHour())
        .put("risen", trend.risen())
        .put("judged", outcome.judges(trend))
        .put("flat", trend.isFlat());
  }

  private static void points(ObjectNode json, Map<Measure, List<Trend.Point>> measures) {
    measures.forEach(
        (measure, points) -> {
          ArrayNode pairs = json.putArray(measure.key());
          points.forEach(point -> pairs.addArray().add(point.at().toSeconds()).add(point.value()));
        });
  }
}
