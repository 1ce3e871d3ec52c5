package org.zonekeeper.bench.report;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.zonekeeper.cluster.process.ChildProcess;

/**
 * What a benchmark does before it counts. Broker and gateway live for weeks, and those of a
 * benchmark are a minute old: for some more they are busy with compiling their code, with cores
 * that the rest would need. When that is over says the time that they spend on compiling; what is
 * measured has no say in it. Used by the benchmark's one thread.
 */
public final class BreakIn {
  /** All JVMs together, as a part of one core. */
  private static final double CALM = 0.25;

  /** Of working on, between two looks at what is compiled. */
  private static final Duration STRETCH = Duration.ofSeconds(15);

  private final List<Long> pids;
  private final Duration longest;
  private final Consumer<String> progress;

  /**
   * @param processes that are as young as this one
   * @param longest then it counts as it is; zero: it counts from the beginning
   * @param progress is told what is going on
   */
  public BreakIn(List<ChildProcess> processes, Duration longest, Consumer<String> progress) {
    this.pids = processes.stream().map(ChildProcess::pid).toList();
    this.longest = longest;
    this.progress = progress;
  }

  /** Something that the system does again and again, of several seconds at least. */
  @FunctionalInterface
  public interface Exercise {
    void run() throws Exception;
  }

  /** Lets the system go on with what it does until there is little left to compile. */
  public void atWork() throws Exception {
    with(() -> Thread.sleep(STRETCH));
  }

  /** Has the system do it, once at least, until there is little left to compile. */
  public void with(Exercise exercise) throws Exception {
    if (longest.isZero()) {
      return;
    }
    long begun = System.nanoTime();
    try (CompilerMeter compilers = CompilerMeter.of(pids)) {
      double compiling;
      do {
        long before = compilers.millis();
        long since = System.nanoTime();
        exercise.run();
        compiling = (compilers.millis() - before) * 1e6 / (System.nanoTime() - since);
        progress.accept("breaking in: %.2f of a core went to compiling".formatted(compiling));
      } while (compiling > CALM && System.nanoTime() - begun < longest.toNanos());
    }
  }
}
