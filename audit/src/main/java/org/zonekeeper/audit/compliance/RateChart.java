package org.zonekeeper.audit.compliance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.stream.Collectors;

/**
 * An SVG picture of the rates: a panel for each campaign with a bar for each day, its failover part
 * set apart, the sliding period's rate as a line, and the limit. Readable by itself, light and
 * dark. Stateless.
 */
public final class RateChart {
  private static final int WIDTH = 900;
  private static final int PANEL = 220;
  private static final int LEFT = 56;
  private static final int RIGHT = 16;
  private static final int TOP = 46;
  private static final int PLOT = 120;

  private static final String STYLE =
      """
      <style>
        :root { color-scheme: light dark; }
        svg { background: #ffffff; font: 13px system-ui, sans-serif; }
        text { fill: #1d2733; } .small { font-size: 11px; fill: #5b6876; }
        .other { fill: #7a96b8; } .failover { fill: #d9822b; }
        .rate { fill: none; stroke: #1d4f91; stroke-width: 2; }
        .limit { stroke: #b3261e; stroke-width: 1.5; stroke-dasharray: 5 4; }
        .axis { stroke: #9aa7b5; stroke-width: 1; }
        @media (prefers-color-scheme: dark) {
          svg { background: #14191f; } text { fill: #e6ebf0; } .small { fill: #9fadbb; }
          .other { fill: #6f8fb5; } .failover { fill: #f0a04b; } .rate { stroke: #9cc3f5; }
          .limit { stroke: #ff8a80; } .axis { stroke: #5b6876; }
        }
      </style>
      """;

  private RateChart() {}

  /** The picture of all campaigns. */
  public static String of(Compliance compliance, RegulatoryRules rules) {
    List<String> panels = new ArrayList<>();
    compliance
        .days()
        .forEach(
            (campaign, days) ->
                panels.add(
                    new Panel(compliance, rules, campaign, days).drawn(panels.size() * PANEL)));
    int height = Math.max(1, panels.size()) * PANEL + 16;
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n"
            .formatted(WIDTH, height, WIDTH, height)
        + "<title>Nuisance calls by campaign</title>\n"
        + STYLE
        + String.join("", panels)
        + "</svg>\n";
  }

  /** One campaign's part of the picture. */
  private static final class Panel {
    private final Compliance compliance;
    private final RegulatoryRules rules;
    private final String campaign;
    private final NavigableMap<LocalDate, CallTally> days;
    private final long span;
    private final double most;

    Panel(
        Compliance compliance,
        RegulatoryRules rules,
        String campaign,
        NavigableMap<LocalDate, CallTally> days) {
      this.compliance = compliance;
      this.rules = rules;
      this.campaign = campaign;
      this.days = days;
      this.span = days.lastKey().toEpochDay() - days.firstKey().toEpochDay() + 1;
      double highest = days.values().stream().mapToDouble(CallTally::percent).max().orElse(0);
      this.most = Math.max(highest, rules.limitPercent()) * 1.15 + 0.1;
    }

    String drawn(int top) {
      CallTally all = days.values().stream().reduce(CallTally.NONE, CallTally::plus);
      StringBuilder svg = new StringBuilder();
      svg.append("<g transform=\"translate(0 %d)\">\n".formatted(top));
      svg.append(
          "<text x=\"%d\" y=\"22\">%s: %s %% of %d live-answered calls, %s %% by failover</text>\n"
              .formatted(
                  LEFT,
                  escaped(campaign),
                  shown(all.percent()),
                  all.live(),
                  shown(all.failoverPercent())));
      svg.append(
          "<text class=\"small\" x=\"%d\" y=\"38\">bars: each day (orange: failover); line: the %d days up to then; dashed: limit of %s %%</text>\n"
              .formatted(LEFT, rules.windowDays(), shown(rules.limitPercent())));
      days.forEach((day, calls) -> svg.append(bar(day, calls)));
      svg.append(axis()).append(limit()).append(line()).append(dates());
      return svg.append("</g>\n").toString();
    }

    private String bar(LocalDate day, CallTally calls) {
      double width = Math.max(1, (WIDTH - LEFT - RIGHT) / (double) span * 0.7);
      double x = x(day) - width / 2;
      double all = y(calls.percent());
      double failover = y(calls.failoverPercent());
      String tip =
          "<title>%s: %d of %d live-answered calls, %d by failover</title>"
              .formatted(day, calls.nuisance(), calls.live(), calls.failover());
      return "<g>%s<rect class=\"other\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
              .formatted(tip, n(x), n(all), n(width), n(failover - all))
          + "<rect class=\"failover\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></g>\n"
              .formatted(n(x), n(failover), n(width), n(y(0) - failover));
    }

    private String axis() {
      return "<line class=\"axis\" x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\"/>\n"
              .formatted(LEFT, n(y(0)), WIDTH - RIGHT, n(y(0)))
          + "<text class=\"small\" x=\"%d\" y=\"%s\" text-anchor=\"end\">0 %%</text>\n"
              .formatted(LEFT - 6, n(y(0)));
    }

    private String limit() {
      String y = n(y(rules.limitPercent()));
      return "<line class=\"limit\" x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\"/>\n"
              .formatted(LEFT, y, WIDTH - RIGHT, y)
          + "<text class=\"small\" x=\"%d\" y=\"%s\" text-anchor=\"end\">%s %%</text>\n"
              .formatted(LEFT - 6, y, shown(rules.limitPercent()));
    }

    private String line() {
      String points =
          days.keySet().stream()
              .map(day -> n(x(day)) + "," + n(y(compliance.sliding(days, day).percent())))
              .collect(Collectors.joining(" "));
      return "<polyline class=\"rate\" points=\"%s\"/>\n".formatted(points);
    }

    private String dates() {
      return "<text class=\"small\" x=\"%d\" y=\"%d\">%s</text>\n"
              .formatted(LEFT, TOP + PLOT + 18, days.firstKey())
          + "<text class=\"small\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
              .formatted(WIDTH - RIGHT, TOP + PLOT + 18, days.lastKey());
    }

    private double x(LocalDate day) {
      double share = (day.toEpochDay() - days.firstKey().toEpochDay() + 0.5) / span;
      return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double y(double percent) {
      return TOP + PLOT * (1 - Math.min(percent, most) / most);
    }
  }

  private static String n(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static String shown(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
