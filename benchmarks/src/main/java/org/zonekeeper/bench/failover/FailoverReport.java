package org.zonekeeper.bench.failover;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zonekeeper.bench.report.MachineMeter;
import org.zonekeeper.bench.report.ScatterPlot;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * The figures of some losses under one set of settings. Immutable; any thread.
 *
 * @param title whose settings, in a few words
 * @param uncounted losses before those, of a system whose broker and gateway were young
 * @param losses those that count, in their order
 */
public record FailoverReport(String title, List<Loss> uncounted, List<Loss> losses) {

  public FailoverReport {
    uncounted = List.copyOf(uncounted);
    losses = List.copyOf(losses);
  }

  /** Whether every zone was taken over and every desktop told. */
  public boolean complete() {
    return missing() == 0;
  }

  /** For people. */
  public void print(PrintWriter out) {
    out.printf(
        "%n%s: %d losses, %d desktops%n",
        title, losses.size(), losses.stream().mapToInt(Loss::agents).sum());
    out.println("milliseconds from the loss");
    for (Milestone milestone : Milestone.values()) {
      out.printf("  %-36s %s%n", milestone.words(), all(milestone));
    }
    out.printf("  %-36s %s%n", "POMAvailable, the last desktop of each", last());
    out.printf("  %-36s %s%n", "calls marked because of it (number)", marked());
    MachineMeter.print(out, busy());
    if (!complete()) {
      out.printf("  NOT COMPLETE: %d zones or desktops did not see what was due%n", missing());
    }
    if (!uncounted.isEmpty()) {
      out.printf(
          "  not counted, the first %d: POMAvailable at the last desktop of each after %s ms%n",
          uncounted.size(),
          uncounted.stream()
              .map(loss -> Long.toString(loss.last(Milestone.AVAILABLE)))
              .collect(Collectors.joining(", ")));
    }
    out.flush();
  }

  /** For machines. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("title", title);
    json.put("losses", losses.size()).put("complete", complete());
    ObjectNode millis = json.putObject("millis");
    for (Milestone milestone : Milestone.values()) {
      millis.set(key(milestone), all(milestone).toJson());
    }
    millis.set("availableAtTheLastDesktop", last().toJson());
    json.set("callsMarked", marked().toJson());
    json.set("coresBusyPercent", busy().toJson());
    ArrayNode before = json.putArray("uncounted");
    uncounted.forEach(loss -> before.add(toJson(loss)));
    ArrayNode each = json.putArray("each");
    losses.forEach(loss -> each.add(toJson(loss)));
    return json;
  }

  /** Each loss as a dot for each milestone: when the last one got there. */
  public ScatterPlot plot() {
    ScatterPlot plot =
        new ScatterPlot(
            "Loss of an Agent Manager: " + title, "loss", "ms, the last desktop or zone");
    for (Milestone milestone :
        List.of(Milestone.TAKEN_OVER, Milestone.NOT_AVAILABLE, Milestone.AVAILABLE)) {
      plot.series(milestone.words(), losses.stream().map(loss -> loss.last(milestone)).toList());
    }
    return plot;
  }

  private int missing() {
    return Stream.concat(uncounted.stream(), losses.stream()).mapToInt(Loss::missing).sum();
  }

  private TimeDistribution all(Milestone milestone) {
    return TimeDistribution.of(
        losses.stream().flatMap(loss -> loss.of(milestone).stream()).toList());
  }

  private TimeDistribution last() {
    return TimeDistribution.of(
        losses.stream()
            .filter(loss -> !loss.of(Milestone.AVAILABLE).isEmpty())
            .map(loss -> loss.last(Milestone.AVAILABLE))
            .toList());
  }

  private TimeDistribution marked() {
    return TimeDistribution.of(losses.stream().map(loss -> (long) loss.marked()).toList());
  }

  private TimeDistribution busy() {
    return TimeDistribution.of(losses.stream().map(Loss::busyPercent).toList());
  }

  private static ObjectNode toJson(Loss loss) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("number", loss.number())
            .put("victim", loss.victim())
            .put("zones", loss.zones().size())
            .put("agents", loss.agents())
            .put("coresBusyPercent", loss.busyPercent())
            .put("marked", loss.marked())
            .put("missing", loss.missing());
    ObjectNode last = json.putObject("lastMillis");
    for (Milestone milestone : Milestone.values()) {
      last.put(key(milestone), loss.last(milestone));
    }
    return json;
  }

  private static String key(Milestone milestone) {
    String[] words = milestone.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder key = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      key.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return key.toString();
  }
}
