package org.zonekeeper.am.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MonotonicTimeTest {
  private static final long START = 1_790_000_000_000L;

  private final List<Long> steps = new ArrayList<>();
  private long wall = START;
  private long nanos = 17;
  private final MonotonicTime time =
      new MonotonicTime(() -> wall, () -> nanos, by -> steps.add(by.toMillis()));

  private void pass(long millis) {
    wall += millis;
    nanos += millis * 1_000_000;
  }

  @Test
  void goesWithTheClock() {
    for (int i = 1; i <= 100; i++) {
      pass(7);
      assertThat(time.milliseconds()).isEqualTo(START + 7L * i);
    }
    assertThat(steps).isEmpty();
  }

  @Test
  void followsAClockThatIsSetForward() {
    wall += 3_600_000;
    assertThat(time.milliseconds()).isEqualTo(START + 3_600_000);
    assertThat(steps).containsExactly(3_600_000L);
    pass(10);
    assertThat(time.milliseconds()).isEqualTo(START + 3_600_010);
    assertThat(steps).hasSize(1);
  }

  @Test
  void goesOnAtNineTenthsOfThePaceWhenTheClockIsSetBackUntilTheyAgree() {
    wall -= 10_000;
    assertThat(time.milliseconds()).isEqualTo(START);
    assertThat(steps).containsExactly(-10_000L);
    pass(50_000);
    assertThat(time.milliseconds()).isEqualTo(START + 45_000);
    pass(50_000);
    assertThat(time.milliseconds()).isEqualTo(wall).isEqualTo(START + 90_000);
    pass(1_000);
    assertThat(time.milliseconds()).isEqualTo(wall);
  }

  @Test
  void goesOnHoweverOftenItIsLookedAt() {
    wall -= 10_000;
    for (int i = 0; i < 10_000; i++) {
      pass(1);
      time.milliseconds();
    }
    assertThat(time.milliseconds()).isEqualTo(START + 9_000);
  }

  @Test
  void doesNotTakeAThreadThatWaitedForAStep() {
    nanos += 400_000_000;
    time.milliseconds();
    wall += 400;
    time.milliseconds();
    // A whole process that stood still: both clocks went on.
    pass(60_000);
    time.milliseconds();
    assertThat(steps).isEmpty();
  }

  @Test
  void looksAgainWhenItStoodStillBetweenItsTwoReadings() {
    List<Long> stillstands = new ArrayList<>(List.of(9_000L));
    MonotonicTime frozen =
        new MonotonicTime(
            () -> {
              // Frozen behind the first reading: both clocks are further when the second comes.
              if (wall > START && !stillstands.isEmpty()) {
                pass(stillstands.removeLast());
              }
              return wall;
            },
            () -> nanos,
            by -> steps.add(by.toMillis()));
    pass(10);
    assertThat(frozen.milliseconds()).isEqualTo(START + 9_010);
    pass(10);
    assertThat(frozen.milliseconds()).isEqualTo(START + 9_020);
    assertThat(steps).isEmpty();
    assertThat(stillstands).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverGoesBackAndIsNeverBehindTheClock(long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    long before = time.milliseconds();
    for (int i = 0; i < 10_000; i++) {
      pass(chance.nextLong(200));
      if (chance.nextInt(50) == 0) {
        wall += chance.nextLong(-20_000, 20_000);
      }
      long now = time.milliseconds();
      assertThat(now).isGreaterThanOrEqualTo(before).isGreaterThanOrEqualTo(wall);
      before = now;
    }
  }

  @Test
  void waitsUntilTheConditionIsTrueOrTheTimeIsUp() throws InterruptedException {
    MonotonicTime real = new MonotonicTime(by -> {});
    Object monitor = new Object();
    real.waitObject(monitor, () -> true, real.milliseconds());
    assertThatThrownBy(() -> real.waitObject(monitor, () -> false, real.milliseconds() + 5))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void aSlewEndsWhereTheClockIsAndNeverGoesBack() {
    SlewedTime slew = new SlewedTime(1_000, 1_100);
    assertThat(slew.at(1_000)).isEqualTo(1_100);
    long before = 1_100;
    for (long clock = 1_001; clock <= 2_000; clock++) {
      long now = slew.at(clock);
      assertThat(now).isBetween(before, before + 1);
      before = now;
    }
    assertThat(before).isEqualTo(2_000);
    assertThat(slew.at(1_500)).isEqualTo(2_000);
    assertThat(new SlewedTime(1_000, 900).at(1_000)).isEqualTo(1_000);
  }
}
