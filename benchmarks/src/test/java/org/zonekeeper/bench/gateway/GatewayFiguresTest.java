package org.zonekeeper.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
            "log-ons failed 0, desktops never served 0, not told 0, connections lost {}, still"
                + " logged on after the outage 0; slow readers cut off 2");
  }

  @Test
  void whoWasRefusedOrNotToldIsNamed() {
    GatewayFigures figures = figures(Map.of("log-on refused: TOO_FAST", 1), 3);

    assertThat(figures.complete()).isFalse();
    assertThat(figures.toJson().path("failed").intValue()).isEqualTo(2);
    assertThat(printed(figures)).contains("log-on refused: TOO_FAST=1").contains("not told 2");
  }

  @Test
  void whoWasServedLaterIsToldApartFromWhoNeverWas() {
    CrowdLedger ledger = new CrowdLedger();
    ledger.served(SECOND, 1);
    ledger.failed("closed by the server: 4001 nothing heard");
    ledger.served(3 * SECOND, 2);
    ledger.failed("log-on refused: ZONE_NOT_AVAILABLE");
    ledger.lost("closed by the server: 4001 nothing heard");
    Storm storm = Storm.of(3, 0, ledger, CPU);

    assertThat(storm.overMillis()).isEqualTo(3_000);
    assertThat(storm.atOnceMillis().max()).isEqualTo(1_000);
    assertThat(storm.missing()).isEqualTo(1);
    assertThat(storm.failed()).isEqualTo(2);
    assertThat(ledger.lost()).isEqualTo(Map.of("closed by the server: 4001 nothing heard", 1));
    GatewayFigures figures = figures(storm, 2, Map.of("closed by the server: 1006", 1));
    assertThat(figures.complete()).isFalse();
    assertThat(figures.toJson().path("missing").intValue()).isEqualTo(2);
    assertThat(figures.toJson().path("lost").intValue()).isEqualTo(1);
    assertThat(printed(figures)).contains("4001 nothing heard=1").contains("never served 2");
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
    CrowdLedger ledger = new CrowdLedger();
    ledger.served(SECOND, 1);
    ledger.served(3 * SECOND, 1);
    failures.forEach((why, times) -> IntStream.range(0, times).forEach(i -> ledger.failed(why)));
    return figures(Storm.of(2, 0, ledger, CPU), expected, Map.of());
  }

  private static GatewayFigures figures(Storm storm, int expected, Map<String, Integer> lost) {
    return new GatewayFigures(
        new GatewayLoad(4, 2, 1, 2, 512, Duration.ZERO),
        new Floor(storm, told(2), 20),
        storm,
        told(expected),
        told(expected),
        storm,
        new GatewayFigures.Losses(2, lost, 0),
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
