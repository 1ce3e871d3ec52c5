package org.zonekeeper.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.zonekeeper.chaos.soak.Trend.Point;

/** A leak is told from noise. */
class TrendTest {
  private static final double MEGABYTE = 1 << 20;

  @Test
  void whatRisesByMoreThanATenthInTheRunIsNotFlat() {
    Trend leak = heap(minute -> 100 * MEGABYTE + minute * MEGABYTE);
    assertThat(leak.perHour()).isCloseTo(60 * MEGABYTE, within(0.01 * MEGABYTE));
    assertThat(leak.isFlat()).isFalse();
  }

  @Test
  void aLeakIsSeenThroughNoise() {
    Random noise = new Random(7);
    Trend leak = heap(minute -> 100 * MEGABYTE + minute * MEGABYTE + noise.nextInt(20) * MEGABYTE);
    assertThat(leak.perHour()).isCloseTo(60 * MEGABYTE, within(15 * MEGABYTE));
    assertThat(leak.isFlat()).isFalse();
  }

  @Test
  void noiseAndSingleOutliersAreFlat() {
    Random noise = new Random(7);
    Trend flat =
        heap(minute -> (minute > 52 ? 400 : 100) * MEGABYTE + noise.nextInt(20) * MEGABYTE);
    assertThat(flat.isFlat()).isTrue();
  }

  @Test
  void whatFallsIsFlat() {
    assertThat(heap(minute -> (200 - minute) * MEGABYTE).isFlat()).isTrue();
  }

  @Test
  void connectionsThatAreNeverClosedAreFound() {
    List<Point> points = points(minute -> 40 + minute);
    assertThat(Trend.of("am-1", Measure.SOCKETS, points).isFlat()).isFalse();
  }

  private static Trend heap(IntToDoubleFunction byMinute) {
    return Trend.of("am-1", Measure.HEAP, points(byMinute));
  }

  private static List<Point> points(IntToDoubleFunction byMinute) {
    List<Point> points = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      points.add(new Point(Duration.ofMinutes(minute), byMinute.applyAsDouble(minute)));
    }
    return points;
  }
}
