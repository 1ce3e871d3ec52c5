package org.zonekeeper.chaos.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.chaos.soak.Trend.Point;

/** All that was sampled, by process and measure, in the order of time. Confined to one thread. */
final class Samples {
  private final Map<String, Map<Measure, List<Point>>> all = new LinkedHashMap<>();

  void add(String process, Duration at, Map<Measure, Double> seen) {
    Map<Measure, List<Point>> ofProcess =
        all.computeIfAbsent(process, none -> new EnumMap<>(Measure.class));
    seen.forEach(
        (measure, value) ->
            ofProcess
                .computeIfAbsent(measure, none -> new ArrayList<>())
                .add(new Point(at, value)));
  }

  /** The slopes of what was sampled from a time on. */
  List<Trend> trendsFrom(Duration from) {
    List<Trend> trends = new ArrayList<>();
    all.forEach(
        (process, measures) ->
            measures.forEach(
                (measure, points) -> {
                  List<Point> late =
                      points.stream().filter(point -> point.at().compareTo(from) >= 0).toList();
                  if (late.size() >= 2) {
                    trends.add(Trend.of(process, measure, late));
                  }
                }));
    return trends;
  }

  /** The points themselves. */
  Map<String, Map<Measure, List<Point>>> points() {
    return all;
  }
}
