package org.zonekeeper.audit.report;

import java.util.Locale;

/** A drawing, written element by element; lengths are CSS pixels. Confined to one thread. */
final class Svg {
  private final StringBuilder svg = new StringBuilder();

  /**
   * @param label what it shows, for those who cannot see it
   */
  Svg(int width, int height, String label) {
    svg.append(
        "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">"
            .formatted(Html.escaped(label), width, height, width, height));
  }

  Svg box(double x, double y, double width, double height, String style) {
    return box(x, y, width, height, style, "");
  }

  /** A box with a hint that shows when the pointer rests on it. */
  Svg box(double x, double y, double width, double height, String style, String hint) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">",
            style,
            x,
            y,
            Math.max(width, 0.5),
            height));
    if (!hint.isEmpty()) {
      svg.append("<title>").append(Html.escaped(hint)).append("</title>");
    }
    svg.append("</rect>");
    return this;
  }

  Svg line(double x1, double y1, double x2, double y2, String style) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            style,
            x1,
            y1,
            x2,
            y2));
    return this;
  }

  Svg text(double x, double y, String style, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
            style,
            x,
            y,
            Html.escaped(text)));
    return this;
  }

  String done() {
    return svg + "</svg>";
  }
}
