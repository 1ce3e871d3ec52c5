package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ListeningTimeTest {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final ListeningTime listening = new ListeningTime(waiting::add);
  private long now = 10_000;

  @Test
  void who_reads_at_once_listens_all_the_time() {
    ListeningTime prompt = new ListeningTime(Runnable::run);
    long begun = prompt.millis(now);
    for (int turn = 0; turn < 1_000; turn++) {
      now += 50;
      assertThat(prompt.millis(now) - begun).isEqualTo(now - 10_000);
    }
  }

  @Test
  void one_pass_a_second_is_enough() {
    for (int turn = 0; turn < 100; turn++) {
      listening.millis(now + turn * 10L);
    }
    assertThat(waiting).hasSize(1);
    waiting.remove().run();
    listening.millis(now + 990);
    assertThat(waiting).isEmpty();
    listening.millis(now + 1_000);
    assertThat(waiting).hasSize(1);
  }

  @Test
  void what_is_not_read_yet_is_not_listened_to() {
    long begun = listening.millis(now);
    assertThat(listening.millis(now + 60_000) - begun).isEqualTo(2_000);
    assertThat(listening.millis(now + 600_000) - begun).isEqualTo(2_000);
  }

  /** As a storm does at its beginning: each pass says nothing of how long the next one takes. */
  @Test
  void a_lag_that_grows_is_never_taken_for_silence() {
    long begun = listening.millis(now);
    for (long takes = 1_000; takes <= 60_000; takes += 1_000) {
      for (long waited = 0; waited < takes; waited += 100) {
        now += 100;
        listening.millis(now);
      }
      waiting.remove().run();
      listening.millis(now);
    }
    assertThat(listening.millis(now) - begun).isBetween(60 * 1_000L, 60 * 2_000L);
  }

  @Test
  void it_goes_on_when_everything_is_read() {
    long begun = listening.millis(now);
    now += 20_000;
    listening.millis(now);
    waiting.remove().run();
    assertThat(listening.millis(now) - begun).isEqualTo(2_000);
    assertThat(listening.millis(now + 700) - begun).isEqualTo(2_700);
  }
}
