package org.zonekeeper.harness.rig;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.StandbyCopies;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.simulators.robots.DesktopFleet;

/**
 * The condition that a rig is in, and waiting for a better one: each wait ends with a {@link
 * StartFailure} when that does not come within minutes. Used by the rig's one thread.
 */
public final class RigCondition {
  /** Each look has every Agent Manager ask the broker. */
  private static final Duration COUNT_COPIES_EVERY = Duration.ofMillis(500);

  /** Heartbeats older than this are no sign of life. */
  static final Duration BEAT_AGE = Duration.ofSeconds(1);

  private static final Duration SETTLED_FOR = Duration.ofSeconds(3);
  private static final Duration PACE_OVER = Duration.ofSeconds(5);
  private static final double PACE_MARGIN = 1.15;

  /** A few calls a second are never even, attempts a second. */
  private static final double PACE_NOISE = 2;

  /** Robots take breaks from being logged on only when they are thrown out: 1 in 50 may be out. */
  private static final double STAFFED = 0.98;

  private final RigPlan plan;
  private final RigLoad load;
  private final SystemRun stage;
  private final DesktopFleet fleet;
  private final StandbyCopies copies;
  private final HarnessWaits patience;

  RigCondition(RigPlan plan, SystemRun stage, DesktopFleet fleet, StandbyCopies copies) {
    this.plan = plan;
    this.load = plan.load();
    this.stage = stage;
    this.fleet = fleet;
    this.copies = copies;
    this.patience = new HarnessWaits(stage);
  }

  /**
   * Waits until every zone works, every living Agent Manager has its share of them, nothing has
   * moved for a while, and the agents are at work.
   */
  public void awaitSteady() throws InterruptedException {
    long[] since = {System.nanoTime()};
    var owners = new HashMap<String, String>();
    patience.await(
        "zones to be shared out, settled and staffed",
        () -> {
          Map<String, String> now = ownersNow();
          if (!now.equals(owners) || !isShared(now) || !isStaffed()) {
            owners.clear();
            owners.putAll(now);
            since[0] = System.nanoTime();
          }
          return System.nanoTime() - since[0] > SETTLED_FOR.toNanos();
        });
  }

  /**
   * Waits until every zone also has the standbys again that it is to have: one that loses its owner
   * before that is restored from its changelog. A second loss is not what is measured.
   */
  public void awaitRedundant() throws InterruptedException {
    int alive = stage.agentManagers().alive().size();
    int wanted = 1 + Math.min(plan.standbys(), alive - 1);
    if (wanted > 1) {
      patience.await(
          "every zone's standby to catch up", COUNT_COPIES_EVERY, () -> hasCopies(wanted));
    }
    awaitSteady();
  }

  /**
   * At first all agents are idle at once, and the platform dials for all of them: waits until the
   * pace has come down to the wanted one, or for two minutes.
   *
   * @return attempts a second
   */
  public double awaitPace() throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + HarnessWaits.LIMIT.toNanos() / 2;
    double pace;
    do {
      long before = stage.platform().counts().get().attempts();
      // A pace is measured over a while; this is not waiting for something to happen.
      Thread.sleep(PACE_OVER);
      long more = stage.platform().counts().get().attempts() - before;
      pace = (double) more / PACE_OVER.toSeconds();
    } while (pace > load.callsPerSecond() * PACE_MARGIN + PACE_NOISE
        && System.nanoTime() < deadline);
    return pace;
  }

  /** Waits for something else. */
  public void await(String what, BooleanSupplier condition) throws InterruptedException {
    patience.await(what, condition::getAsBoolean);
  }

  private List<String> zones() {
    return load.directory().zones();
  }

  private Map<String, String> ownersNow() {
    return zones().stream()
        .filter(zone -> stage.zones().isAvailable(zone, BEAT_AGE))
        .collect(Collectors.toMap(zone -> zone, zone -> stage.zones().ownerOf(zone).orElse("")));
  }

  private boolean isShared(Map<String, String> owners) {
    List<String> alive = stage.agentManagers().alive();
    int least = zones().size() / alive.size();
    return owners.size() == zones().size()
        && alive.stream()
            .map(id -> owners.values().stream().filter(id::equals).count())
            .allMatch(share -> share >= least && share <= least + 1);
  }

  private boolean hasCopies(int wanted) throws InterruptedException {
    List<ChildProcess> agentManagers =
        stage.agentManagers().alive().stream().map(stage.agentManagers()::process).toList();
    Map<String, Integer> there = copies.count(agentManagers);
    return zones().stream().allMatch(zone -> there.getOrDefault(zone, 0) >= wanted);
  }

  private boolean isStaffed() {
    return fleet.counts().loggedOn() >= STAFFED * load.agentsPerZone() * load.zones();
  }
}
