package org.zonekeeper.chaos.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How one figure of one process went in a run. The slope is the median of the slopes between all
 * pairs of samples (Theil and Sen), which single outliers do not move. Immutable.
 *
 * @param process whose
 * @param measure what
 * @param samples how many it is made of
 * @param typical the median
 * @param perHour the slope
 * @param risen by how much it has risen in the time looked at, by the slope; negative: fallen
 */
record Trend(
    String process, Measure measure, int samples, double typical, double perHour, double risen) {
  private static final double NANOS_OF_AN_HOUR = Duration.ofHours(1).toNanos();

  /** A figure at a time. */
  record Point(Duration at, double value) {}

  /**
   * Fits it.
   *
   * @param points two or more, in the order of time
   */
  static Trend of(String process, Measure measure, List<Point> points) {
    int pairs = points.size() * (points.size() - 1) / 2;
    double[] slopes = new double[pairs];
    int next = 0;
    for (int i = 0; i < points.size(); i++) {
      for (int j = i + 1; j < points.size(); j++) {
        double hours = points.get(j).at().minus(points.get(i).at()).toNanos() / NANOS_OF_AN_HOUR;
        slopes[next++] = (points.get(j).value() - points.get(i).value()) / hours;
      }
    }
    double perHour = median(slopes);
    double hours = points.getLast().at().minus(points.getFirst().at()).toNanos() / NANOS_OF_AN_HOUR;
    return new Trend(
        process,
        measure,
        points.size(),
        median(points.stream().mapToDouble(Point::value).toArray()),
        perHour,
        perHour * hours);
  }

  /** Whether it has not risen by more than load alone explains. */
  boolean isFlat() {
    return risen <= measure.mayRise(typical);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
