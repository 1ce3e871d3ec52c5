package org.zonekeeper.domain.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.CallbackRules;
import org.zonekeeper.schemas.common.MissedCallbackAction;

/** Local times, across the changes of clocks. */
class CallingHoursTest {
  private static final CallingHours VIENNA =
      CallingHours.of(
          "Europe/Vienna",
          new CallbackRules("08:00", "21:00", 1, 1, 1, 1, MissedCallbackAction.CLOSE, false));

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  @Test
  void shouldOpenAndCloseByTheClocksThere() {
    assertThat(VIENNA.areOpen(at("2026-12-01T06:59:59Z"))).isFalse();
    assertThat(VIENNA.areOpen(at("2026-12-01T07:00:00Z"))).isTrue();
    assertThat(VIENNA.areOpen(at("2026-12-01T19:59:59Z"))).isTrue();
    assertThat(VIENNA.areOpen(at("2026-12-01T20:00:00Z"))).isFalse();
    assertThat(VIENNA.closing(at("2026-12-01T12:00:00Z"))).isEqualTo(at("2026-12-01T20:00:00Z"));
  }

  @Test
  void shouldOpenNextTheSameDayOrTheNext() {
    assertThat(VIENNA.openFrom(at("2026-12-01T03:00:00Z"))).isEqualTo(at("2026-12-01T07:00:00Z"));
    assertThat(VIENNA.openFrom(at("2026-12-01T22:00:00Z"))).isEqualTo(at("2026-12-02T07:00:00Z"));
    assertThat(VIENNA.openFrom(at("2026-12-01T12:00:00Z"))).isEqualTo(at("2026-12-01T12:00:00Z"));
  }

  @Test
  void shouldKeepTheLocalTimeOverTheChangeOfClocks() {
    assertThat(VIENNA.at(LocalDateTime.parse("2026-10-24T10:00")))
        .isEqualTo(at("2026-10-24T08:00:00Z"));
    assertThat(VIENNA.at(LocalDateTime.parse("2026-10-25T10:00")))
        .isEqualTo(at("2026-10-25T09:00:00Z"));
  }

  @Test
  void shouldTakeALocalTimeThatDoesNotExistAsTheMomentAsMuchLater() {
    assertThat(VIENNA.at(LocalDateTime.parse("2026-03-29T02:30")))
        .isEqualTo(at("2026-03-29T01:30:00Z"));
  }

  @Test
  void shouldBeOpenUntilMidnight() {
    CallingHours always =
        CallingHours.of(
            "UTC",
            new CallbackRules("00:00", "24:00", 1, 1, 1, 1, MissedCallbackAction.CLOSE, false));
    assertThat(always.areOpen(at("2026-12-01T23:59:59.999Z"))).isTrue();
    assertThat(always.closing(at("2026-12-01T12:00:00Z"))).isEqualTo(at("2026-12-02T00:00:00Z"));
  }
}
