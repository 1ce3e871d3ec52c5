package org.zonekeeper.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zonekeeper.bench.report.SvgPlot.Captions;

/**
 * What comes out for each amount of what is put in, one curve a colour; amounts that are doubled
 * from step to step stand equally far apart. Confined to one thread.
 */
public final class CurvePlot {
  private final Captions captions;
  private final List<Curve> all = new ArrayList<>();

  private record Curve(String name, SortedMap<Integer, Long> values) {}

  /**
   * @param title above the plot
   * @param across what is put in
   * @param up what comes out, with its unit
   */
  public CurvePlot(String title, String across, String up) {
    this.captions = new Captions(title, across, up);
  }

  /** Adds one curve: what came out, by what was put in. */
  public CurvePlot curve(String name, Map<Integer, Long> values) {
    all.add(new Curve(name, new TreeMap<>(values)));
    return this;
  }

  /** Writes the plot, as SVG. */
  public void write(Path file) throws IOException {
    Files.writeString(file, svg());
  }

  String svg() {
    List<Integer> amounts =
        all.stream()
            .flatMap(curve -> curve.values().keySet().stream())
            .sorted()
            .distinct()
            .collect(Collectors.toList());
    long most =
        all.stream()
            .flatMap(curve -> curve.values().values().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    SvgPlot canvas = new SvgPlot(captions, amounts.size(), most);
    for (int place = 0; place < amounts.size(); place++) {
      canvas.label(place + 0.5, String.format(Locale.ROOT, "%,d", amounts.get(place)));
    }
    for (int i = 0; i < all.size(); i++) {
      canvas.legend(i, all.get(i).name());
      draw(canvas, i, amounts);
    }
    return canvas.svg();
  }

  private void draw(SvgPlot canvas, int series, List<Integer> amounts) {
    SortedMap<Integer, Long> values = all.get(series).values();
    List<Integer> own = List.copyOf(values.keySet());
    for (int i = 0; i < own.size(); i++) {
      double column = column(amounts, own.get(i));
      long value = values.get(own.get(i));
      if (i > 0) {
        int before = own.get(i - 1);
        canvas.line(series, column(amounts, before), values.get(before), column, value);
      }
      canvas.dot(series, column, value);
    }
  }

  private static double column(List<Integer> amounts, int amount) {
    return amounts.indexOf(amount) + 0.5;
  }
}
