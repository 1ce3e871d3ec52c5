package org.zonekeeper.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.bench.report.SvgPlot.Captions;

/**
 * Repeated measurements as dots in the order in which they were taken, one series a colour, with
 * each series' median as a dashed line. Confined to one thread.
 */
public final class ScatterPlot {
  private final Captions captions;
  private final List<Series> all = new ArrayList<>();

  private record Series(String name, List<Long> values) {}

  /**
   * @param title above the plot
   * @param across what is counted from left to right
   * @param up what is measured, with its unit
   */
  public ScatterPlot(String title, String across, String up) {
    this.captions = new Captions(title, across, up);
  }

  /** Adds one series: its values from left to right. */
  public ScatterPlot series(String name, List<Long> values) {
    all.add(new Series(name, List.copyOf(values)));
    return this;
  }

  /** Writes the plot, as SVG. */
  public void write(Path file) throws IOException {
    Files.writeString(file, svg());
  }

  String svg() {
    int columns = all.stream().mapToInt(series -> series.values().size()).max().orElse(0);
    long most =
        all.stream()
            .flatMap(series -> series.values().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    SvgPlot canvas = new SvgPlot(captions, columns, most);
    for (int i = 0; i < all.size(); i++) {
      Series series = all.get(i);
      canvas.legend(i, series.name());
      for (int place = 0; place < series.values().size(); place++) {
        canvas.dot(i, place + 0.5, series.values().get(place));
      }
      canvas.level(i, TimeDistribution.of(series.values()).percentile(50));
    }
    return canvas.svg();
  }
}
