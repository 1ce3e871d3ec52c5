package org.zonekeeper.chaos.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.zonekeeper.chaos.fuzz.FuzzTarget.Answer;

/**
 * Tries one target with input after input, on a thread of its own, and watches: an input that is
 * neither taken nor refused, that takes too long, that allocates too much, or after which more
 * memory is held than before, is a finding. Used by one thread.
 */
final class FuzzRun {
  /** The largest input is some hundred kilobytes; its text, tree and record are a few of those. */
  private static final long MOST_ALLOCATED = 128L << 20;

  /** What caches of schemas, readers and classes may still take after the first inputs. */
  private static final long MOST_KEPT = 32L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FuzzTarget target;
  private final Duration deadline;
  private volatile long seed;
  private volatile long begunAt = System.nanoTime();
  private volatile Optional<FuzzFinding> finding = Optional.empty();
  private volatile boolean over;
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile long slowest;
  private volatile long heldAtFirst;

  /**
   * What a run has come to.
   *
   * @param slowest how long one input took at most
   * @param kept bytes that are held after the last input and were not after the first ones
   */
  record Outcome(
      String target,
      long taken,
      long refused,
      Duration slowest,
      long kept,
      Optional<FuzzFinding> finding) {}

  /**
   * @param deadline how long an input may take at most, on a machine that does other things
   */
  FuzzRun(FuzzTarget target, Duration deadline) {
    this.target = target;
    this.deadline = deadline;
  }

  /**
   * Tries inputs of the seeds from this one on, until it is time, there are enough, or there is a
   * finding.
   */
  Outcome run(long firstSeed, long inputs, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    CountDownLatch done = new CountDownLatch(1);
    Thread worker =
        Thread.ofPlatform()
            .daemon()
            .name("fuzz " + target.name())
            .start(
                () -> {
                  try {
                    tryAll(firstSeed, inputs, end);
                  } finally {
                    done.countDown();
                  }
                });
    while (!done.await(200, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - begunAt > deadline.toNanos()) {
        over = true;
        found("takes longer than %d s:%n%s".formatted(deadline.toSeconds(), stackOf(worker)));
        worker.interrupt();
        break;
      }
    }
    long kept = heldAtFirst == 0 ? 0 : held() - heldAtFirst;
    if (kept > MOST_KEPT) {
      found("keeps %,d bytes more after the last input than after the first".formatted(kept));
    }
    return new Outcome(
        target.name(),
        taken.sum(),
        refused.sum(),
        Duration.ofNanos(slowest),
        Math.max(0, kept),
        finding);
  }

  private void tryAll(long firstSeed, long inputs, long end) {
    long measureAt = System.nanoTime() + (end - System.nanoTime()) / 4;
    for (long i = 0; i < inputs && !over && (i == 0 || System.nanoTime() < end); i++) {
      seed = firstSeed + i;
      begunAt = System.nanoTime();
      tryOne();
      slowest = Math.max(slowest, System.nanoTime() - begunAt);
      if (heldAtFirst == 0 && System.nanoTime() > measureAt) {
        begunAt = System.nanoTime();
        heldAtFirst = held();
      }
      if (finding.isPresent()) {
        over = true;
      }
    }
  }

  private void tryOne() {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    try {
      if (target.tryOne(new AnyInput(seed)) == Answer.TAKEN) {
        taken.increment();
      } else {
        refused.increment();
      }
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
      // Whatever it is: it is what a run is for to find.
      found(traceOf(e));
    }
    long allocatedNow = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (allocatedNow > MOST_ALLOCATED) {
      found("allocates %,d bytes".formatted(allocatedNow));
    }
  }

  private void found(String what) {
    if (finding.isEmpty()) {
      finding = Optional.of(new FuzzFinding(target.name(), seed, what));
    }
  }

  private static long held() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static String traceOf(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace
        .toString()
        .lines()
        .limit(60)
        .map(line -> line.substring(0, Math.min(line.length(), 400)))
        .collect(Collectors.joining("\n"));
  }

  private static String stackOf(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .map(frame -> "  at " + frame)
        .collect(Collectors.joining("\n"));
  }

  /** Tries each of the targets for its share of the time. */
  static List<Outcome> each(
      List<FuzzTarget> targets, long seed, long inputs, Duration time, Duration deadline)
      throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (FuzzTarget target : targets) {
      outcomes.add(new FuzzRun(target, deadline).run(seed, inputs, time.dividedBy(targets.size())));
    }
    return outcomes;
  }
}
