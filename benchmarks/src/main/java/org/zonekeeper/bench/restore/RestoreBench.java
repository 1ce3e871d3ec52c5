package org.zonekeeper.bench.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.zonekeeper.bench.direct.DirectLoad;
import org.zonekeeper.bench.direct.DirectLoadPlan;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.bench.direct.TopicBacklog;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.harness.StandbyCopies;
import org.zonekeeper.harness.Until;

/**
 * Fills one zone with agents and calls, kills its owner again and again, and times the other Agent
 * Manager. What the zone holds it has decided itself, from commands and facts. Used by the
 * command's one thread.
 */
public final class RestoreBench {
  private static final String ZONE = "zone-1";

  /** Of a hundred thousand agents and their calls. */
  private static final List<String> JVM_FLAGS = JvmFlags.shortPauses(1_536);

  private static final Duration FILLED_WITHIN = Duration.ofMinutes(10);

  private static final int COME_TOGETHER = 4_000;

  /** The last agents still get their calls. */
  private static final long STILL_ON_THE_WAY = 100;

  private final int kills;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * @param kills of the owner, for each size
   * @param seed of customers and agents
   * @param progress is told what is going on
   */
  public RestoreBench(int kills, long seed, Consumer<String> progress) {
    this.kills = kills;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param sizes numbers of agents, each with two calls, ascending
   * @param directory for logs and data
   */
  public List<Takeover> measure(Readiness readiness, List<Integer> sizes, Path directory)
      throws IOException, ExecutionException, InterruptedException {
    progress.accept("setting up: " + readiness.words());
    DirectLoadPlan plan = DirectLoadPlan.longCalls(seed);
    TakeoverWitness witness = new TakeoverWitness();
    List<Takeover> takeovers = new ArrayList<>();
    try (StandbyCopies copies = new StandbyCopies();
        DirectLoadSystem system = DirectLoadSystem.open(plan.directory(), directory, JVM_FLAGS)) {
      String owner = "am-1";
      String other = "am-2";
      system.start(owner, readiness.settings());
      system.start(other, readiness.settings());
      TopicBacklog backlog = new TopicBacklog(system);
      try (DirectLoad load = DirectLoad.start(system, plan, witness)) {
        load.startRinging(ZONE);
        Until.holds("the first command's answer", FILLED_WITHIN, load::settled);
        int there = 0;
        for (int agents : sizes) {
          fill(load, there, agents);
          there = agents;
          for (int kill = 0; kill < kills; kill++) {
            String standby = other;
            // A zone that is still being filled has a backlog, and that would be what is timed.
            Until.holds("everything to be decided", FILLED_WITHIN, () -> atRest(load, backlog));
            if (readiness == Readiness.STANDBY) {
              Until.holds(
                  "the standby to catch up",
                  FILLED_WITHIN,
                  () -> copies.caughtUp(system.agentManager(standby)).contains(ZONE));
            }
            takeovers.add(kill(system, owner, backlog, witness, new Size(readiness, agents)));
            progress.accept(takeovers.getLast().inWords());
            system.start(owner, readiness.settings());
            String back = owner;
            owner = standby;
            other = back;
          }
        }
      }
    }
    return takeovers;
  }

  /** A few thousand at a time, as many as can be dialled for at once. */
  private void fill(DirectLoad load, int from, int to) throws InterruptedException {
    load.ring(ZONE, to - from);
    for (int there = from; there < to; ) {
      there = Math.min(to, there + COME_TOGETHER);
      load.agents(there);
      Until.holds("%d agents to talk".formatted(there), FILLED_WITHIN, load::talking);
      if (to > COME_TOGETHER) {
        progress.accept("filling: %,d of %,d agents talk".formatted(there, to));
      }
    }
  }

  private static boolean atRest(DirectLoad load, TopicBacklog backlog)
      throws ExecutionException, InterruptedException {
    return load.settled() && load.talking() && backlog.undecided() <= STILL_ON_THE_WAY;
  }

  private record Size(Readiness readiness, int agents) {}

  private static Takeover kill(
      DirectLoadSystem system,
      String owner,
      TopicBacklog backlog,
      TakeoverWitness witness,
      Size size)
      throws ExecutionException, InterruptedException {
    long changelog = backlog.changelogLength(ZONE);
    witness.watch();
    long at = System.currentTimeMillis();
    system.agentManager(owner).kill();
    return new Takeover(
        size.readiness(),
        size.agents(),
        changelog,
        witness.takenOverAt() - at,
        witness.availableAt() - at);
  }
}
