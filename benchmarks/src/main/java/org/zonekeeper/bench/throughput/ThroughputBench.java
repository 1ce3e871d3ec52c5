package org.zonekeeper.bench.throughput;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.zonekeeper.bench.baseline.PassThrough;
import org.zonekeeper.bench.direct.DirectLoad;
import org.zonekeeper.bench.direct.DirectLoadCounts;
import org.zonekeeper.bench.direct.DirectLoadObserver;
import org.zonekeeper.bench.direct.DirectLoadPlan;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.bench.direct.LoadShortfalls;
import org.zonekeeper.bench.direct.TopicBacklog;
import org.zonekeeper.bench.report.CpuMeter;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.harness.Until;

/**
 * Doubles the agents until no more calls come of it, then floods the bare pass-through on the same
 * broker. Used by the command's one thread.
 */
public final class ThroughputBench {
  /** Ten minutes' answers and ended calls of thousands a second are remembered. */
  private static final List<String> JVM_FLAGS = JvmFlags.shortPauses(1_536);

  /** A step that brings less than a twentieth more has found the ceiling. */
  private static final double WORTH_ANOTHER = 1.05;

  private static final Duration STAFFED_WITHIN = Duration.ofMinutes(3);
  private static final Duration COMES_TO_REST_WITHIN = Duration.ofSeconds(60);

  private final ThroughputPlan plan;
  private final Consumer<String> progress;

  /**
   * @param progress is told what is going on
   */
  public ThroughputBench(ThroughputPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param directory for logs and data
   */
  public Capacity measure(DirectLoadPlan load, Path directory)
      throws IOException, ExecutionException, InterruptedException {
    progress.accept("setting up %d zones".formatted(load.zones()));
    try (DirectLoadSystem system = DirectLoadSystem.open(load.directory(), directory, JVM_FLAGS)) {
      for (int i = 1; i <= plan.agentManagers(); i++) {
        system.start("am-" + i, Map.of());
      }
      return measure(system, load, directory);
    }
  }

  private Capacity measure(DirectLoadSystem system, DirectLoadPlan plan, Path directory)
      throws IOException, ExecutionException, InterruptedException {
    TopicBacklog backlog = new TopicBacklog(system);
    List<CapacityStep> steps;
    LoadShortfalls findings;
    double markers;
    try (DirectLoad load = DirectLoad.start(system, plan, DirectLoadObserver.NONE)) {
      long started = System.nanoTime();
      long[] events = {0};
      steps = steps(system, load, backlog, events);
      findings = load.finish(COMES_TO_REST_WITHIN);
      events[0] += load.take().traffic().events();
      markers =
          (backlog.journalWritten() - events[0])
              * backlog.outputs()
              / ((System.nanoTime() - started) / 1e9);
    }
    for (int i = 1; i <= this.plan.agentManagers(); i++) {
      system.stop("am-" + i);
    }
    PassThrough.Ceiling floor = floor(system, directory, steps.getLast().meanBytes());
    return new Capacity(plan.zones(), steps, Math.max(0, markers), findings, floor);
  }

  private List<CapacityStep> steps(
      DirectLoadSystem system, DirectLoad load, TopicBacklog backlog, long[] events)
      throws IOException, ExecutionException, InterruptedException {
    List<CapacityStep> steps = new ArrayList<>();
    double best = 0;
    for (int agents = plan.firstAgents(); agents <= plan.mostAgents(); agents *= 2) {
      load.agents(agents);
      Until.holds("%d agents to log on".formatted(agents), STAFFED_WITHIN, load::staffed);
      pause(plan.settling());
      FlightRecording flight = new FlightRecording(system, plan.profile());
      events[0] += load.take().traffic().events();
      CapacityStep step = step(system, load, backlog, agents);
      events[0] += step.counts().traffic().events();
      steps.add(step);
      progress.accept(step.inWords());
      boolean more = step.sustained() && step.attemptsPerSecond() > best * WORTH_ANOTHER;
      flight.land(more);
      if (!more) {
        break;
      }
      best = step.attemptsPerSecond();
    }
    return steps;
  }

  private CapacityStep step(
      DirectLoadSystem system, DirectLoad load, TopicBacklog backlog, int agents)
      throws ExecutionException, InterruptedException {
    CpuMeter cpu = CpuMeter.ofThisProcess("load").and("broker", system.broker().pid());
    system.livingAgentManagers().forEach(one -> cpu.and(one.name(), one.pid()));
    long before = backlog.written();
    cpu.begin();
    pause(plan.measuring());
    var used = cpu.end();
    DirectLoadCounts counts = load.take();
    long written = backlog.written() - before;
    long undecided = backlog.undecided();
    double inputs = Math.max(1, counts.perSecond(counts.traffic().sent()));
    return new CapacityStep(agents, counts, written, Math.round(1000 * undecided / inputs), used);
  }

  private PassThrough.Ceiling floor(DirectLoadSystem system, Path directory, int bytes)
      throws ExecutionException, InterruptedException {
    progress.accept("flooding the bare pass-through");
    PassThrough.Shape shape = new PassThrough.Shape(system.zones().partitions(), bytes);
    try (PassThrough floor =
        PassThrough.start(system.bootstrapServers(), directory, JVM_FLAGS, shape)) {
      CpuMeter cpu =
          CpuMeter.ofThisProcess("load")
              .and("broker", system.broker().pid())
              .and("pass-through", floor.process().pid());
      return floor.ceiling(plan.measuring(), cpu);
    }
  }

  /** The length of a measurement, or of its settling: no wait for something to happen. */
  private static void pause(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }
}
