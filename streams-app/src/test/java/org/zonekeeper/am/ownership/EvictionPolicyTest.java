package org.zonekeeper.am.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When silence is a death: on a healthy machine, and on one that starves. */
class EvictionPolicyTest {
  private static final Duration SLICE = Duration.ofMillis(100);
  private static final Duration BEAT = Duration.ofMillis(100);
  private static final Duration SILENCE = Duration.ofMillis(600);
  private static final Duration SESSION = Duration.ofSeconds(6);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final EvictionPolicy policy = new EvictionPolicy(SILENCE, SESSION, clock::get);
  private SilenceGauge gauge = new SilenceGauge(SLICE, clock::get);

  @Test
  void evictsAPeerThatMissesSixBeats() {
    beatsEvery(BEAT, 20);
    assertThat(slicesUntilEvicted("am-2.b")).isEqualTo(6);
  }

  @Test
  void evictsNobodyWhileTheWatcherItselfIsLate() {
    beatsEvery(BEAT, 20);
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMillis(300));
      gauge.slicePassed();
      assertThat(evicts("am-2.b")).isFalse();
    }
    // Punctual again, it counts from the beginning.
    assertThat(slicesUntilEvicted("am-2.b")).isEqualTo(6);
  }

  @Test
  void waitsLongerForAPeerWhoseBeatsAreUsuallyLate() {
    beatsEvery(Duration.ofMillis(400), 20);
    assertThat(slicesUntilEvicted("am-2.b")).isEqualTo(12);
  }

  @Test
  void forgetsLatenessThatIsAMinuteOld() {
    beatsEvery(Duration.ofMillis(400), 20);
    beatsEvery(BEAT, 700);
    assertThat(slicesUntilEvicted("am-2.b")).isEqualTo(6);
  }

  @Test
  void doublesItsPatienceWithEachEvictionThatProvedWrongUpToTheSessionTimeOut() {
    for (int expected : new int[] {6, 12, 24, 48}) {
      isWatchedAnew();
      policy.heard("am-2.b");
      assertThat(slicesUntilEvicted("am-2.b")).isEqualTo(expected);
    }
    isWatchedAnew();
    policy.heard("am-2.b");
    for (int i = 0; i < 1_000; i++) {
      pass(SLICE);
      gauge.slicePassed();
      assertThat(evicts("am-2.b")).as("beyond the session time-out Kafka decides").isFalse();
    }
    assertThat(gauge.sinceBeat()).isGreaterThan(SESSION);
    assertThat(policy.limit("am-3.c", BEAT)).as("another peer's").isEqualTo(SILENCE);
  }

  @Test
  void forgivesAWrongEvictionAfterFiveMinutes() {
    beatsEvery(BEAT, 20);
    slicesUntilEvicted("am-2.b");
    policy.heard("am-2.b");
    assertThat(policy.limit("am-2.b", BEAT)).isEqualTo(SILENCE.multipliedBy(2));
    pass(Duration.ofMinutes(5));
    assertThat(policy.limit("am-2.b", BEAT)).isEqualTo(SILENCE);
  }

  @Test
  void evictsOneSilentPeerAtATime() {
    beatsEvery(BEAT, 20);
    slicesUntilEvicted("am-2.b");
    Duration silent = Duration.ofSeconds(1);
    assertThat(policy.admits("am-3.c", silent, BEAT)).isFalse();
    pass(SESSION.dividedBy(2));
    assertThat(policy.admits("am-3.c", silent, BEAT)).isTrue();
  }

  private void isWatchedAnew() {
    gauge = new SilenceGauge(SLICE, clock::get);
    beatsEvery(BEAT, 100);
  }

  private void beatsEvery(Duration pause, int times) {
    for (int i = 0; i < times; i++) {
      pass(pause);
      gauge.beat();
    }
  }

  private int slicesUntilEvicted(String client) {
    int slices = 0;
    do {
      slices++;
      pass(SLICE);
      gauge.slicePassed();
    } while (!evicts(client));
    return slices;
  }

  private boolean evicts(String client) {
    return policy.admits(client, gauge.silence(), gauge.longestPause());
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
