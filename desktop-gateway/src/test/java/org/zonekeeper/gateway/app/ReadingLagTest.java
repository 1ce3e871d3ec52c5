package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ReadingLagTest {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final ReadingLag lag = new ReadingLag(waiting::add);

  @Test
  void who_reads_at_once_is_not_behind() {
    ReadingLag none = new ReadingLag(Runnable::run);
    assertThat(none.millis(1_000)).isZero();
    assertThat(none.millis(1_100)).isLessThanOrEqualTo(100);
  }

  @Test
  void what_waits_to_be_read_counts_as_long_as_it_waits() {
    lag.millis(1_000);
    assertThat(lag.millis(1_050)).isEqualTo(50);
    assertThat(lag.millis(21_000)).isEqualTo(20_000);
  }

  @Test
  void what_was_read_late_says_how_late_everybody_is_read() {
    lag.millis(1_000);
    lag.millis(21_000);
    waiting.remove().run();
    assertThat(lag.millis(21_100)).isEqualTo(20_100);
    // The next one waits for less so far, which proves nothing.
    assertThat(lag.millis(22_000)).isEqualTo(20_100);
    waiting.remove().run();
    assertThat(lag.millis(22_100)).isEqualTo(1_000);
  }

  @Test
  void a_server_that_ends_keeps_nobody_waiting() {
    ReadingLag ended =
        new ReadingLag(
            task -> {
              throw new RejectedExecutionException();
            });
    ended.millis(1_000);
    assertThat(ended.millis(1_100)).isLessThanOrEqualTo(100);
  }
}
