package org.zonekeeper.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cluster.process.ChildProcess;

/** With another JVM, one that has nothing to do. */
class BreakInTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void knowsHowLongOtherJvmsHaveCompiled() throws Exception {
    try (ChildProcess idler = idler();
        CompilerMeter alone = CompilerMeter.of(List.of());
        CompilerMeter both = CompilerMeter.of(List.of(idler.pid()))) {
      long own = alone.millis();
      assertThat(both.millis()).isGreaterThan(own);
    }
  }

  @Test
  void endsWhenLittleIsCompiled() throws Exception {
    List<String> told = new ArrayList<>();
    CountDownLatch exercised = new CountDownLatch(1);
    try (ChildProcess idler = idler()) {
      new BreakIn(List.of(idler), SOON, told::add)
          .with(
              () -> {
                // Nothing runs, and so there is nothing to compile.
                Thread.sleep(Duration.ofSeconds(1));
                exercised.countDown();
              });
    }
    assertThat(exercised.getCount()).isZero();
    assertThat(told.getLast()).startsWith("breaking in: 0.");
  }

  @Test
  void isLeftOutIfItMayTakeNoTime() throws Exception {
    new BreakIn(List.of(), Duration.ZERO, told -> {})
        .with(
            () -> {
              throw new AssertionError("there is no time for this");
            });
  }

  private ChildProcess idler() throws InterruptedException {
    ChildProcess idler =
        ChildProcess.named("idler")
            .main(Idler.class.getName())
            .log(directory.resolve("idler.log"))
            .start();
    idler.awaitReady("its word", SOON, () -> idler.lastLogLines(1).contains("idle"));
    return idler;
  }

  /** A JVM that is up and waits for its end. */
  public static final class Idler {
    private Idler() {}

    public static void main(String[] args) throws InterruptedException {
      System.out.println("idle");
      new CountDownLatch(1).await();
    }
  }
}
