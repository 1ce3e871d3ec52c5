package org.zonekeeper.audit.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;

/** X3: the figures by hand, what counts, on which day, in which period. */
class ComplianceTest {
  private static final RegulatoryRules US = new RegulatoryRules(30, 3.0, 2_000, ZoneOffset.UTC);
  private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  private static final long DAY = 86_400_000L;

  private final Compliance figures = new Compliance(US);

  @Test
  void shouldTellByTheFactsHowAPersonWasCaredFor() {
    assertThat(care(call(NOON, 2_000L, null, null))).isEqualTo(CallerCare.AGENT_IN_TIME);
    assertThat(care(call(NOON, 2_001L, null, null))).isEqualTo(CallerCare.AGENT_LATE);
    assertThat(care(call(NOON, null, 1_999L, null))).isEqualTo(CallerCare.HUNG_UP_FIRST);
    assertThat(care(call(NOON, null, 2_001L, null))).isEqualTo(CallerCare.NO_AGENT);
    assertThat(care(call(NOON, null, null, null))).isEqualTo(CallerCare.NO_AGENT);
  }

  @Test
  void shouldNotCountCallsThatNobodyAnswered() {
    CallCompleted machine = call(NOON, null, null, null);
    machine.setAnsweredAt(null);

    assertThat(CallFacts.of("north", machine, US)).isEmpty();
  }

  @Test
  void shouldCountMarksAndFactsAndTellFailoverApart() {
    add(call(NOON, 500L, null, null), 96);
    add(call(NOON, null, 9_000L, NuisanceCause.FAILOVER), 1);
    add(call(NOON, null, 9_000L, NuisanceCause.NO_AGENT), 1);
    // Late although nobody marked it, and marked although an agent came in time after all.
    add(call(NOON, 2_500L, null, null), 1);
    add(call(NOON, 1_500L, null, NuisanceCause.FAILOVER), 1);

    RatePeriod window = figures.windows().getFirst();
    assertThat(window.calls()).isEqualTo(new CallTally(100, 97, 1, 0, 2, 3, 1, 4, 2));
    assertThat(window.calls().percent()).isEqualTo(4.0);
    assertThat(window.calls().failoverPercent()).isEqualTo(2.0);
    assertThat(window.within()).isFalse();
  }

  @Test
  void shouldBeginANewPeriodEveryThirtyDays() {
    add(call(NOON, 0L, null, null), 97);
    add(call(NOON + 29 * DAY, null, 9_000L, NuisanceCause.NO_AGENT), 3);
    add(call(NOON + 30 * DAY, null, 9_000L, NuisanceCause.NO_AGENT), 1);
    add(call(NOON + 95 * DAY, 0L, null, null), 1);

    List<RatePeriod> windows = figures.windows();
    assertThat(windows)
        .extracting(RatePeriod::from)
        .containsExactly(
            LocalDate.parse("2026-03-02"),
            LocalDate.parse("2026-04-01"),
            LocalDate.parse("2026-05-31"));
    assertThat(windows).extracting(RatePeriod::within).containsExactly(true, false, true);
    assertThat(windows.getFirst().calls().percent()).isEqualTo(3.0);
    // A period that slides finds what successive ones cut in two.
    assertThat(windows.get(1).worst()).isEqualTo(100.0);
    assertThat(windows.getLast().to()).isEqualTo(LocalDate.parse("2026-06-05"));
  }

  @Test
  void shouldCutDaysWhereTheRegulatorLives() {
    RegulatoryRules newYork = new RegulatoryRules(1, 3.0, 2_000, ZoneId.of("America/New_York"));
    Compliance local = new Compliance(newYork);
    long night = Instant.parse("2026-03-03T02:00:00Z").toEpochMilli();
    CallFacts.of("north", call(night, 0L, null, null), newYork).ifPresent(local::add);

    assertThat(local.days().get("spring").firstKey()).isEqualTo(LocalDate.parse("2026-03-02"));
  }

  @Test
  void shouldShowTheSameFiguresAsCsvAndChart() {
    add(call(NOON, null, 9_000L, NuisanceCause.FAILOVER), 1);
    add(call(NOON, 0L, null, null), 24);

    assertThat(Csv.of(figures.windows()))
        .contains("spring,2026-03-02,2026-03-02,25,24,0,0,1,1,0,1,1,4.000,4.000,4.000,no");
    assertThat(RateChart.of(figures, US))
        .contains("spring: 4.00 % of 25 live-answered calls, 4.00 % by failover")
        .startsWith("<svg")
        .endsWith("</svg>\n");
  }

  @Test
  void shouldQuoteWhatWouldBreakALine() {
    assertThat(Csv.field("plain")).isEqualTo("plain");
    assertThat(Csv.field("=1+1")).isEqualTo("'=1+1");
    assertThat(Csv.field("@SUM(A1)")).isEqualTo("'@SUM(A1)");
    assertThat(Csv.field("+1")).isEqualTo("'+1");
    assertThat(Csv.field("-x,y")).isEqualTo("\"'-x,y\"");
    assertThat(Csv.field("\t=1")).isEqualTo("'�=1");
    assertThat(Csv.field("-12.5")).isEqualTo("-12.5");
    assertThat(Csv.field("a\u202Eb")).isEqualTo("a�b");
    assertThat(Csv.field("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
  }

  @Test
  void shouldSayWhichRuleIsWrong() {
    assertThatThrownBy(() -> new RegulatoryRules(0, 3, 2_000, ZoneOffset.UTC))
        .hasMessage("a window of 0 days; allowed: 1 to 3660");
    assertThatThrownBy(() -> new RegulatoryRules(30, Double.NaN, 2_000, ZoneOffset.UTC))
        .hasMessageContaining("allowed: 0 to 100");
  }

  private static CallerCare care(CallCompleted call) {
    return CallerCare.of(call, US);
  }

  private void add(CallCompleted call, int times) {
    for (int i = 0; i < times; i++) {
      CallFacts.of("north", call, US).ifPresent(figures::add);
    }
  }

  /** Times are from the end of the greeting, which ends 400 ms after the answer. */
  private static CallCompleted call(
      long answered, Long connected, Long disconnected, NuisanceCause mark) {
    long greeting = answered + 400;
    return CallCompleted.newBuilder()
        .setHeader(
            new EventHeader(
                "north",
                1L,
                9L,
                greeting,
                new Cause(CauseKind.TIMER, "Tick", "", -1L, 0L),
                "c-1",
                ""))
        .setCallId("c-1")
        .setJobId("j-1")
        .setCampaign("spring")
        .setContact("row-1")
        .setCompletionCode("Sale")
        .setCodeKind(CompletionCodeKind.CUSTOM)
        .setNuisance(mark)
        .setAttemptedAt(answered - 5_000)
        .setAnsweredAt(answered)
        .setGreetingEndedAt(greeting)
        .setConnectedAt(connected == null ? null : Long.valueOf(greeting + connected))
        .setDisconnectedAt(disconnected == null ? null : Long.valueOf(greeting + disconnected))
        .build();
  }
}
