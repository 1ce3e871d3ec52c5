package org.zonekeeper.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.harness.rig.RigLoad;

/** Each thing that can be wrong makes the verdict, and says which process and how much. */
class SoakOutcomeTest {
  private static final Answers PROMPT =
      Answers.of(Collections.nCopies(100, Duration.ofMillis(20).toNanos()), 0);
  private static final Trend FLAT = new Trend("am-1", Measure.HEAP, 100, 90 << 20, 0, 0);

  @TempDir private Path directory;

  @Test
  void holdsWhenNothingIsWrong() throws Exception {
    SoakOutcome outcome = outcome(FLAT, PROMPT, List.of());
    assertThat(outcome.holds()).isTrue();
    assertThat(printed(outcome)).contains("everything held").contains("flat");
    Path json = directory.resolve("soak.json");
    SoakReport.write(outcome, json);
    assertThat(Files.readString(json)).contains("\"holds\" : true").contains("\"am-1\"");
  }

  @Test
  void namesTheProcessThatGrowsAndByHowMuch() {
    SoakOutcome outcome =
        outcome(
            new Trend("gateway_2", Measure.HEAP, 100, 90 << 20, 50 << 20, 40 << 20),
            PROMPT,
            List.of());
    assertThat(outcome.troubles())
        .singleElement()
        .asString()
        .contains("heap of gateway_2", "+50.0 MB an hour", "+40.0 MB in this run", "16.0 MB");
    assertThat(printed(outcome)).contains("RISES", "did not hold");
  }

  @Test
  void whatIsNotOursIsToldAndNotJudged() {
    Trend broker = new Trend("broker-1", Measure.HEAP, 100, 90 << 20, 50 << 20, 40 << 20);
    SoakOutcome outcome = outcome(broker, PROMPT, List.of());
    assertThat(outcome.holds()).isTrue();
    assertThat(printed(outcome)).contains("not judged");
  }

  @Test
  void whatFillsUpToABoundIsToldAndNotJudged() {
    Trend facts = new Trend("am-1", Measure.FACTS, 100, 900, 850, 700);
    assertThat(outcome(facts, PROMPT, List.of()).holds()).isTrue();
    Trend entries = new Trend("am-1", Measure.ENTRIES, 100, 900, 850, 700);
    assertThat(outcome(entries, PROMPT, List.of()).holds()).isFalse();
  }

  @Test
  void oneLateAnswerInAHundredIsLetPassAndTwoAreNot() {
    assertThat(outcome(FLAT, late(1), List.of()).holds()).isTrue();
    assertThat(outcome(FLAT, late(2), List.of()).troubles())
        .containsExactly("zone-1 answered late 2 of 100 times, and 0 times not at all");
  }

  @Test
  void noAnswerAtAllIsNotPrompt() {
    assertThat(outcome(FLAT, Answers.of(List.of(), 0), List.of()).holds()).isFalse();
  }

  @Test
  void aFindingIsEnough() {
    assertThat(outcome(FLAT, PROMPT, List.of("am-2 has ended")).troubles())
        .containsExactly("am-2 has ended");
  }

  private static Answers late(int late) {
    return Answers.of(
        Stream.concat(
                Collections.nCopies(late, Duration.ofSeconds(2).toNanos()).stream(),
                Collections.nCopies(100 - late, Duration.ofMillis(20).toNanos()).stream())
            .toList(),
        0);
  }

  private static SoakOutcome outcome(Trend trend, Answers answers, List<String> findings) {
    Samples samples = new Samples();
    samples.add("am-1", Duration.ofSeconds(15), Map.of(Measure.HEAP, 1.0));
    return new SoakOutcome(
        new SoakPlan(
            new RigLoad(4, 24, 6, 1), Duration.ofHours(1), Duration.ofSeconds(15), /* seed= */ 7),
        Duration.ofHours(1),
        List.of(trend),
        Set.of("am-1", "gateway_2"),
        Map.of("zone-1", answers),
        Map.of("conversations", 5L),
        findings,
        samples);
  }

  private static String printed(SoakOutcome outcome) {
    StringWriter out = new StringWriter();
    SoakReport.print(outcome, new PrintWriter(out));
    return out.toString();
  }
}
