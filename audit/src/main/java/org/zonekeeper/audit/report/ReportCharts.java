package org.zonekeeper.audit.report;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zonekeeper.audit.failover.OwnerChange;
import org.zonekeeper.audit.failover.OwnerChange.Kind;
import org.zonekeeper.audit.failover.OwnerChange.Step;

/** The drawings of a report. Stateless; any thread. */
final class ReportCharts {
  private static final int WIDTH = 1080;
  private static final int LABELS = 230;
  private static final int RIGHT = 100;
  private static final int OUTCOMES = 360;
  private static final int TOP = 24;

  private ReportCharts() {}

  /** Who owned each zone when, its outages, and what went on in it. */
  static String owners(ReportData data, List<String> owners, ZoneId here) {
    int row = 64;
    int height = TOP + 8 + data.zones().size() * row;
    Svg svg = new Svg(WIDTH, height, "Owners and outages of each zone over time");
    TimeScale scale = new TimeScale(data.begin(), data.end(), 110, WIDTH - 110 - 16);
    scale.drawTimes(svg, TOP - 8, height, here);
    double y = TOP + 4;
    for (Map.Entry<String, ReportData.Zone> zone : data.zones().entrySet()) {
      svg.text(0, y + 17, "label", zone.getKey());
      ownerBars(svg, scale, y, data, zone.getValue(), owners);
      svg.text(0, y + 50, "small", "calls dialled,");
      svg.text(0, y + 61, "small", "with an agent");
      activity(svg, scale, y + 30, zone.getValue());
      y += row;
    }
    return svg.done();
  }

  private static void ownerBars(
      Svg svg,
      TimeScale scale,
      double y,
      ReportData data,
      ReportData.Zone zone,
      List<String> owners) {
    List<OwnerChange> changes = zone.ownerChanges();
    for (int i = 0; i < changes.size(); i++) {
      OwnerChange change = changes.get(i);
      long until = i + 1 < changes.size() ? changes.get(i + 1).change().at() : data.end();
      if (until < data.begin()) {
        continue;
      }
      double x = scale.x(change.change().at());
      double width = scale.x(until) - x;
      String owner = change.beginning().to();
      svg.box(
          x,
          y,
          width,
          24,
          "owner" + owners.indexOf(owner) % 8,
          "%s, epoch %d".formatted(owner, change.epoch()));
      if (width > 9 * owner.length()) {
        svg.text(x + 6, y + 16, "inbar", owner);
      }
    }
    for (OwnerChange change : changes) {
      if (isOutage(change)) {
        double x = scale.x(change.beginning().beganAt());
        svg.box(
            x,
            y - 3,
            Math.max(2, scale.x(change.availableAt().orElse(data.end())) - x),
            30,
            "outage",
            "outage, epoch " + change.epoch());
      }
    }
  }

  private static void activity(Svg svg, TimeScale scale, double y, ReportData.Zone zone) {
    int bars = 200;
    long span = Math.max(1, (scale.to() - scale.from()) / bars);
    double most = 1;
    for (int i = 0; i < bars; i++) {
      long from = scale.from() + i * span;
      most = Math.max(most, zone.dialled().between(from, from + span));
    }
    double width = scale.width() / bars;
    for (int i = 0; i < bars; i++) {
      long from = scale.from() + i * span;
      bar(
          svg,
          scale.x(from),
          y,
          width,
          28 * zone.dialled().between(from, from + span) / most,
          "dialled");
      bar(
          svg,
          scale.x(from),
          y,
          width,
          28 * zone.talked().between(from, from + span) / most,
          "talked");
    }
  }

  private static void bar(Svg svg, double x, double y, double width, double height, String style) {
    if (height >= 0.5) {
      svg.box(x, y + 28 - height, width - 0.6, height, style);
    }
  }

  static boolean isOutage(OwnerChange change) {
    return change.beginning().kind() == Kind.OUTAGE
        || change.beginning().kind() == Kind.OWN_SILENCE;
  }

  /** What was reached when after the beginning, one row a step. */
  static String steps(OwnerChange change, List<Step> steps) {
    int row = 22;
    int height = TOP + 8 + steps.size() * row;
    long zero = change.beginning().beganAt();
    long last = steps.stream().mapToLong(Step::at).max().orElse(zero);
    Svg svg = new Svg(WIDTH, height, "Steps of the change of owner over time");
    TimeScale scale =
        new TimeScale(zero, Math.max(last, zero + 100), LABELS, WIDTH - LABELS - RIGHT);
    scale.drawOffsets(svg, TOP - 8, height, zero);
    double y = TOP + 4;
    long before = zero;
    for (Step step : steps) {
      long from = Math.min(before, step.at());
      svg.text(0, y + 14, "label", step.name());
      svg.box(
          scale.x(from),
          y + 3,
          Math.max(2, scale.x(step.at()) - scale.x(from)),
          14,
          "step",
          "%s %d ms after the beginning".formatted(step.name(), step.at() - zero));
      svg.text(scale.x(step.at()) + 6, y + 14, "small", "+%d ms".formatted(step.at() - zero));
      before = step.at();
      y += row;
    }
    return svg.done();
  }

  /** The calls that a person was on, around the change. */
  static String calls(OwnerChange change, List<CallBar> calls, long end) {
    int row = 18;
    int height = TOP + 8 + calls.size() * row;
    long began = change.beginning().beganAt();
    long over = change.availableAt().orElse(change.change().at());
    long margin = Math.max(5_000, 2 * (over - began));
    TimeScale scale =
        new TimeScale(
            began - margin, Math.min(end, over + 2 * margin), LABELS, WIDTH - LABELS - OUTCOMES);
    Svg svg = new Svg(WIDTH, height, "Calls with a person on the line, around the change of owner");
    svg.box(scale.x(began), TOP, Math.max(2, scale.x(over) - scale.x(began)), height - TOP, "band");
    scale.drawOffsets(svg, TOP - 8, height, began);
    double y = TOP + 4;
    for (CallBar call : calls) {
      svg.text(0, y + 12, "small", call.callId());
      phases(svg, scale, y, call, end);
      String mark = call.nuisance().map(one -> "\u2716 " + one.cause() + ", ").orElse("");
      svg.text(
          scale.right() + 8,
          y + 12,
          mark.isEmpty() ? "small" : "small marked",
          mark + call.outcome());
      y += row;
    }
    return svg.done();
  }

  private static void phases(Svg svg, TimeScale scale, double y, CallBar call, long end) {
    long done = call.completedAt().orElse(end);
    long down = call.downAt().orElse(done);
    long connected = Math.min(down, call.connectedAt().orElse(down));
    long answered = Math.min(connected, call.answeredAt().orElse(connected));
    long waited = Math.min(connected, call.nuisance().map(CallBar.Mark::at).orElse(connected));
    segment(svg, scale, y, call.dialledAt(), answered, "ringing", "ringing");
    segment(svg, scale, y, answered, waited, "waiting", "waiting for an agent");
    segment(svg, scale, y, Math.max(answered, waited), connected, "given-up", "marked as nuisance");
    segment(svg, scale, y, connected, down, "talking", "with an agent");
    segment(svg, scale, y, down, done, "wrapup", "wrap-up");
  }

  private static void segment(
      Svg svg, TimeScale scale, double y, long from, long to, String style, String what) {
    if (to > from && to > scale.from() && from < scale.to()) {
      svg.box(
          scale.x(from),
          y + 3,
          scale.x(to) - scale.x(from),
          11,
          style,
          "%s for %d ms".formatted(what, to - from));
    }
  }

  /** The owners in the order of their first zone, for their colours. */
  static List<String> ownersOf(ReportData data) {
    List<String> owners = new ArrayList<>();
    data.zones().values().stream()
        .flatMap(zone -> zone.ownerChanges().stream())
        .map(change -> change.beginning().to())
        .distinct()
        .sorted()
        .forEach(owners::add);
    return owners;
  }
}
