package org.zonekeeper.audit.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Times as places on a horizontal line. Immutable.
 *
 * @param from epoch milliseconds at the left end
 * @param to epoch milliseconds at the right end
 * @param left where the line begins, pixels
 * @param width its length, pixels
 */
record TimeScale(long from, long to, double left, double width) {
  private static final List<Long> STEPS =
      List.of(
          100L,
          200L,
          500L,
          1_000L,
          2_000L,
          5_000L,
          10_000L,
          30_000L,
          60_000L,
          300_000L,
          600_000L,
          1_800_000L,
          3_600_000L,
          10_800_000L,
          21_600_000L,
          86_400_000L,
          604_800_000L,
          2_592_000_000L);
  private static final int PIXELS_A_TICK = 110;

  double x(long at) {
    long inside = Math.clamp(at, from, to);
    return left + width * (inside - from) / Math.max(1, to - from);
  }

  double right() {
    return left + width;
  }

  private long step() {
    double wanted = (to - from) / Math.max(1, width / PIXELS_A_TICK);
    return STEPS.stream().filter(step -> step >= wanted).findFirst().orElse(STEPS.getLast());
  }

  /** Ticks with times of day, and thin lines down to the bottom. */
  void drawTimes(Svg svg, double top, double bottom, ZoneId zone) {
    long step = step();
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern(
            step >= 86_400_000L ? "d MMM" : step >= 60_000L ? "HH:mm" : "HH:mm:ss");
    for (long at = Math.ceilDiv(from, step) * step; at <= to; at += step) {
      svg.line(x(at), top + 4, x(at), bottom, "grid");
      svg.text(x(at), top, "tick", Instant.ofEpochMilli(at).atZone(zone).format(form));
    }
  }

  /** Ticks with milliseconds or seconds after a time, and thin lines down to the bottom. */
  void drawOffsets(Svg svg, double top, double bottom, long zero) {
    long step = step();
    for (long at = zero + Math.ceilDiv(from - zero, step) * step; at <= to; at += step) {
      long after = at - zero;
      svg.line(x(at), top + 4, x(at), bottom, "grid");
      svg.text(x(at), top, "tick", step >= 1000 ? after / 1000 + " s" : after + " ms");
    }
  }
}
