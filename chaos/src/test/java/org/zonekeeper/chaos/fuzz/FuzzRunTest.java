package org.zonekeeper.chaos.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A run finds what it is there to find. */
class FuzzRunTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(300);

  private final List<byte[]> kept = new ArrayList<>();

  @Test
  void findsAnExceptionThatIsNoRefusal() throws InterruptedException {
    FuzzRun.Outcome outcome =
        run(
            any -> {
              if (any.seed() == 7) {
                throw new IllegalStateException("as a defect would");
              }
              throw new IllegalArgumentException("refused");
            });
    assertThat(outcome.refused()).isEqualTo(6);
    assertThat(outcome.finding())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.seed()).isEqualTo(7);
              assertThat(finding.what()).contains("as a defect would");
              assertThat(finding.repeat()).contains("--only 'played' --seed 7 --inputs 1");
            });
  }

  @Test
  void findsARefusalWithoutACause() throws InterruptedException {
    assertThat(
            run(any -> {
                  throw new IllegalArgumentException();
                })
                .finding())
        .hasValueSatisfying(finding -> assertThat(finding.what()).contains("without a cause"));
  }

  @Test
  void findsAHang() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    FuzzRun.Outcome outcome =
        new FuzzRun(Decoder.of("played", any -> never.await()), MOMENT).run(1, 10, LONG);
    assertThat(outcome.finding())
        .hasValueSatisfying(
            finding -> assertThat(finding.what()).contains("takes longer", "await"));
  }

  @Test
  void findsAnInputThatAllocatesTooMuch() throws InterruptedException {
    assertThat(run(any -> assertThat(new byte[200 << 20]).isNotNull()).finding())
        .hasValueSatisfying(finding -> assertThat(finding.what()).contains("allocates"));
  }

  @Test
  void findsMemoryThatIsKept() throws InterruptedException {
    Duration time = Duration.ofSeconds(4);
    long keepsFrom = System.nanoTime() + time.toNanos() / 2;
    FuzzRun.Outcome outcome =
        new FuzzRun(Decoder.of("played", any -> keepSome(keepsFrom)), LONG)
            .run(1, Long.MAX_VALUE, time);
    assertThat(outcome.finding())
        .hasValueSatisfying(finding -> assertThat(finding.what()).contains("keeps"));
  }

  private void keepSome(long from) {
    if (System.nanoTime() > from && kept.size() < 50) {
      kept.add(new byte[1 << 20]);
    }
  }

  @Test
  void theSameSeedMakesTheSameInput() {
    for (long seed = 0; seed < 200; seed++) {
      assertThat(made(seed)).isEqualTo(made(seed));
    }
  }

  private static List<Object> made(long seed) {
    AnyInput any = new AnyInput(seed);
    return List.of(
        any.changed("HELLO am-1 threads=1"),
        any.text(),
        any.changed(FrameTargets.frame(any)),
        java.util.HexFormat.of().formatHex(any.bytes(50)));
  }

  private static FuzzRun.Outcome run(Decoder.Decoding decoding) throws InterruptedException {
    return new FuzzRun(Decoder.of("played", decoding, IllegalArgumentException.class), LONG)
        .run(1, 20, LONG);
  }
}
