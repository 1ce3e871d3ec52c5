package org.zonekeeper.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * Where plots are drawn: title, legend, grid and axes, and marks between them, as SVG, which any
 * browser shows. Confined to one thread.
 */
final class SvgPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 60;
  private static final int BOTTOM = 50;
  private static final int GRID_LINES = 5;
  private static final int LEGEND_STEP = 270;
  private static final List<String> COLOURS =
      List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf");

  private final StringBuilder svg = new StringBuilder();
  private final int columns;
  private final long top;

  /**
   * @param columns from left to right, equally wide
   * @param most the largest value that will be marked
   */
  SvgPlot(Captions captions, int columns, long most) {
    this.columns = Math.max(1, columns);
    this.top = roundNumberAbove(most);
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">"
            .formatted(WIDTH, HEIGHT));
    add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    text(LEFT, 24, "font-size=\"16\"", captions.title());
    for (int line = 0; line <= GRID_LINES; line++) {
      long value = top * line / GRID_LINES;
      level(value, "stroke=\"#ddd\"");
      text(8, (int) y(value) + 4, "", Long.toString(value));
    }
    text((LEFT + WIDTH) / 2, HEIGHT - 12, "", captions.across());
    text(LEFT, TOP - 3, "", captions.up());
  }

  /**
   * What is written beside a plot.
   *
   * @param title above it
   * @param across what is counted from left to right
   * @param up what is measured, with its unit
   */
  record Captions(String title, String across, String up) {}

  /** Names a series in the legend. */
  void legend(int series, String name) {
    add(
        "<circle cx=\"%d\" cy=\"38\" r=\"4\" fill=\"%s\"/>"
            .formatted(LEFT + 4 + series * LEGEND_STEP, colour(series)));
    text(LEFT + 14 + series * LEGEND_STEP, 42, "", name);
  }

  /**
   * Marks a value.
   *
   * @param column its place, in columns from the left edge; 0.5 is the first one's middle
   */
  void dot(int series, double column, long value) {
    add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\" fill-opacity=\"0.7\"/>"
            .formatted(number(x(column)), number(y(value)), colour(series)));
  }

  /** Draws a dashed line at a value, all the way across. */
  void level(int series, long value) {
    level(value, "stroke=\"%s\" stroke-dasharray=\"6 4\"".formatted(colour(series)));
  }

  /** Draws a line from one value to the next. */
  void line(int series, double from, long value, double to, long next) {
    add(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>"
            .formatted(
                number(x(from)), number(y(value)), number(x(to)), number(y(next)), colour(series)));
  }

  /** Writes below the axis. */
  void label(double column, String words) {
    text((int) x(column), HEIGHT - BOTTOM + 16, "text-anchor=\"middle\"", words);
  }

  /** All of it. To be called once, at the end. */
  String svg() {
    add("</svg>");
    return svg.toString();
  }

  private void level(long value, String style) {
    String y = number(y(value));
    add(
        "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\" %s/>"
            .formatted(LEFT, WIDTH - RIGHT, y, y, style));
  }

  private void text(int x, int y, String style, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
    add("<text x=\"%d\" y=\"%d\" %s>%s</text>".formatted(x, y, style, escaped));
  }

  private void add(String element) {
    svg.append(element).append('\n');
  }

  private double x(double column) {
    return LEFT + column * (WIDTH - LEFT - RIGHT) / columns;
  }

  private double y(long value) {
    return HEIGHT - BOTTOM - (double) value * (HEIGHT - TOP - BOTTOM) / top;
  }

  private static long roundNumberAbove(long most) {
    long unit = (long) Math.pow(10, Math.floor(Math.log10((double) Math.max(1, most))));
    long step = Math.max(1, unit / 2);
    return (most / step + 1) * step;
  }

  private static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  /** SVG wants points in its numbers, whatever the user's language does. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
