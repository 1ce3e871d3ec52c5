package org.zonekeeper.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.zonekeeper.harness.rig.RigLoad;
import picocli.CommandLine.TypeConversionException;

/** What is looked at, and for how long. */
class SoakPlanTest {
  @Test
  void anHourIsLookedAtFromWhenAllThatIsRememberedIsThere() {
    SoakPlan hour = plan("1h");
    assertThat(hour.warmUp()).isEqualTo(Duration.ofMinutes(12));
    assertThat(hour.isLongerThanMemory()).isTrue();
  }

  @Test
  void aShortRunIsLookedAtFromItsFirstThirdOnAndSaysSo() {
    SoakPlan minutes = plan("6m");
    assertThat(minutes.warmUp()).isEqualTo(Duration.ofMinutes(2));
    assertThat(minutes.isLongerThanMemory()).isFalse();
  }

  @Test
  void aSlopeNeedsSamples() {
    assertThat(plan("3m").hasSamples()).isTrue();
    assertThat(plan("2m").hasSamples()).isFalse();
  }

  @Test
  void durationsAreWrittenAsPeopleDo() {
    assertThat(new SoakDuration().convert("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(new SoakDuration().convert("1h")).isEqualTo(Duration.ofHours(1));
    for (String wrong : new String[] {"", "0m", "1", "-1m", "1d", "1.5h", "9999999m"}) {
      assertThatThrownBy(() -> new SoakDuration().convert(wrong))
          .isInstanceOf(TypeConversionException.class)
          .hasMessageContaining("90s, 10m or 1h");
    }
  }

  private static SoakPlan plan(String lasts) {
    return new SoakPlan(
        new RigLoad(4, 24, 6, 1),
        new SoakDuration().convert(lasts),
        Duration.ofSeconds(15),
        /* seed= */ 1);
  }
}
