package org.zonekeeper.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zonekeeper.bench.report.CpuMeter.CpuShares;

class GatewayFiguresTest {
  private static final CpuShares CPU = new CpuShares(Map.of("gateway", 0.5));
  private static final long SECOND = 1_000_000_000;

  @Test
  void everybodyWhoWasServedAndToldCountsAndIsHeldAgainstTheBareServer() {
    GatewayFigures figures = figures(Map.of(), 2);
    JsonNode json = figures.toJson();

    assertThat(figures.complete()).isTrue();
    assertThat(json.at("/stormAfterOutage/servedMillis/max").longValue()).isEqualTo(3_000);
    assertThat(json.at("/told/micros/p99").longValue()).isEqualTo(400);
    assertThat(json.at("/timesTheBareServer/toldP99").doubleValue()).isEqualTo(1);
    assertThat(printed(figures))
        .contains("4 sessions, 512 MiB of heap")
        .contains(
            "log-ons failed 0, desktops not told 0, connections lost 0; slow readers cut off 2");
  }

  @Test
  void whoWasRefusedOrNotToldIsNamed() {
    GatewayFigures figures = figures(Map.of("log-on refused: TOO_FAST", 1), 3);

    assertThat(figures.complete()).isFalse();
    assertThat(figures.toJson().path("failed").intValue()).isEqualTo(2);
    assertThat(printed(figures))
        .contains("log-on refused: TOO_FAST=1")
        .contains("desktops not told 2");
  }

  /** A desktop that heard of it before the benchmark's own reader did. */
  @Test
  void nobodyIsToldBeforeItCouldBeKnown() {
    Telling telling = new Telling();
    telling.add(0, 900_000, List.of(400_000L, 1_000_000L), 2);
    assertThat(telling.micros().percentile(50)).isZero();
    assertThat(telling.micros().max()).isEqualTo(600);
  }

  private static GatewayFigures figures(Map<String, Integer> failures, int expected) {
    Storm storm = Storm.of(0, List.of(SECOND, 3 * SECOND), failures, CPU);
    GatewayLoad load = new GatewayLoad(4, 2, 1, 2, 512, Duration.ZERO);
    return new GatewayFigures(
        load,
        new Floor(storm, told(2), 20),
        storm,
        told(expected),
        told(expected),
        storm,
        2,
        0,
        100);
  }

  private static Telling told(int expected) {
    Telling telling = new Telling();
    telling.add(0, 100_000, List.of(300_000L, 500_000L), expected);
    return telling;
  }

  private static String printed(GatewayFigures figures) {
    StringWriter text = new StringWriter();
    figures.print(new PrintWriter(text));
    return text.toString();
  }
}
