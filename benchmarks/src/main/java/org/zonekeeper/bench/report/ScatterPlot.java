package org.zonekeeper.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measurements as dots, one series a colour, with each series' median as a line; written as SVG,
 * which any browser shows. Confined to one thread.
 */
public final class ScatterPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 60;
  private static final int BOTTOM = 50;
  private static final int GRID_LINES = 5;
  private static final List<String> COLOURS =
      List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf");

  private final String title;
  private final String across;
  private final String up;
  private final List<Series> all = new ArrayList<>();

  private record Series(String name, List<Long> values) {}

  /**
   * @param title above the plot
   * @param across what is counted from left to right
   * @param up what is measured, with its unit
   */
  public ScatterPlot(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /** Adds one series: its values from left to right. */
  public ScatterPlot series(String name, List<Long> values) {
    all.add(new Series(name, List.copyOf(values)));
    return this;
  }

  /** Writes the plot. */
  public void write(Path file) throws IOException {
    Files.writeString(file, svg());
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    svg.append(text(LEFT, 24, 16, title));
    long top = gridTop();
    grid(svg, top);
    for (int i = 0; i < all.size(); i++) {
      dots(svg, all.get(i), COLOURS.get(i % COLOURS.size()), top);
      svg.append(
          "<circle cx=\"%d\" cy=\"38\" r=\"4\" fill=\"%s\"/>%n"
              .formatted(LEFT + 4 + i * 270, COLOURS.get(i % COLOURS.size())));
      svg.append(text(LEFT + 14 + i * 270, 42, 12, all.get(i).name()));
    }
    svg.append(text((LEFT + WIDTH) / 2, HEIGHT - 12, 12, across));
    svg.append(text(LEFT, TOP - 3, 12, up));
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg, long top) {
    for (int line = 0; line <= GRID_LINES; line++) {
      long value = top * line / GRID_LINES;
      svg.append(across(value, top, "stroke=\"#ddd\""));
      svg.append(text(8, (int) y(value, top) + 4, 12, Long.toString(value)));
    }
  }

  private void dots(StringBuilder svg, Series series, String colour, long top) {
    int count = series.values().size();
    for (int i = 0; i < count; i++) {
      double x = LEFT + (i + 0.5) * (WIDTH - LEFT - RIGHT) / count;
      svg.append(
          "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\" fill-opacity=\"0.7\"/>%n"
              .formatted(number(x), number(y(series.values().get(i), top)), colour));
    }
    long median = Spread.of(series.values()).percentile(50);
    svg.append(across(median, top, "stroke=\"%s\" stroke-dasharray=\"6 4\"".formatted(colour)));
  }

  private static String across(long value, long top, String style) {
    String y = number(y(value, top));
    return "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\" %s/>%n"
        .formatted(LEFT, WIDTH - RIGHT, y, y, style);
  }

  /** A round number above every value. */
  private long gridTop() {
    long most =
        all.stream()
            .flatMap(series -> series.values().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(1);
    long unit = (long) Math.pow(10, Math.floor(Math.log10((double) Math.max(1, most))));
    long step = Math.max(1, unit / 2);
    return (most / step + 1) * step;
  }

  private static double y(long value, long top) {
    return HEIGHT - BOTTOM - (double) value * (HEIGHT - TOP - BOTTOM) / top;
  }

  private static String text(int x, int y, int size, String words) {
    return "<text x=\"%d\" y=\"%d\" font-size=\"%d\">%s</text>%n"
        .formatted(x, y, size, words.replace("&", "&amp;").replace("<", "&lt;"));
  }

  /** SVG wants points in its numbers, whatever the user's language does. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
