package org.zonekeeper.am.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckTimeBudgetTest {
  /** Wraps around soon, as a nano time may. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);

  private final CheckTimeBudget time = new CheckTimeBudget(now::get);

  @Test
  void aLongCheckIsPaidForByThreeTimesItsLengthButForTheCredit() {
    assertThat(time.isLeft()).isTrue();
    time.spend(() -> pass(200));
    assertThat(time.isLeft()).isFalse();

    pass(199);
    assertThat(time.isLeft()).isFalse();
    pass(1);
    assertThat(time.isLeft()).isTrue();

    time.spend(() -> pass(200));
    pass(599);
    assertThat(time.isLeft()).isFalse();
    pass(1);
    assertThat(time.isLeft()).isTrue();
  }

  @Test
  void shortChecksOfSeveralZonesFollowEachOther() {
    for (int zone = 0; zone < 20; zone++) {
      assertThat(time.isLeft()).isTrue();
      time.spend(() -> pass(5));
    }
  }

  @Test
  void timeIsNotSavedUp() {
    pass(3_600_000);
    time.spend(() -> pass(200));

    assertThat(time.isLeft()).isFalse();
  }

  private void pass(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
