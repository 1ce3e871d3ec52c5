package org.zonekeeper.bench.failover;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.zonekeeper.bench.report.MachineMeter;
import org.zonekeeper.bench.report.TimeDistribution;
import org.zonekeeper.harness.rig.Rig;
import org.zonekeeper.simulators.robots.RobotIdentity;

/**
 * Loses one Agent Manager after the other on a rig that works, and times what follows. Before each
 * loss the rig is steady: all Agent Managers run, all zones are shared out. One thread.
 */
final class FailoverRun {
  /** Times come from what is found, not from the looks, but for the recorder's. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** With Kafka's defaults a loss takes 48 s. */
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(90);

  private final Rig rig;
  private final LossKind strike;
  private final ExpectedNotices telling;
  private final Consumer<String> progress;
  private final MachineMeter machine = new MachineMeter();
  private int lost;

  FailoverRun(Rig rig, LossKind strike, ExpectedNotices telling, Consumer<String> progress) {
    this.rig = rig;
    this.strike = strike;
    this.telling = telling;
    this.progress = progress;
  }

  /** So many losses, each Agent Manager in its turn. */
  List<Loss> losses(int count) throws Exception {
    List<Loss> losses = new ArrayList<>();
    List<String> agentManagers = rig.stage().plan().agentManagers();
    for (int number = 1; number <= count; number++) {
      rig.condition().awaitRedundant();
      Loss loss = lose(number, agentManagers.get(lost % agentManagers.size()));
      losses.add(loss);
      progress.accept(inWords(loss, count));
    }
    return losses;
  }

  private Loss lose(int number, String victim) throws Exception {
    lost++;
    long busy = machine.busyPercent();
    List<String> zones = rig.zonesOf(victim);
    Set<String> desktops = loggedOn(zones);
    Loss loss = new Loss(number, victim, zones, desktops.size(), busy);
    try (LossObserver watchpoint = new LossObserver(rig, zones, desktops, telling)) {
      watchpoint.lost(strike.strike(rig, victim));
      awaitEverything(watchpoint);
      watchpoint.report(loss);
    }
    strike.mend(rig, victim);
    return loss;
  }

  private static void awaitEverything(LossObserver watchpoint)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
    // Some desktop may never hear it: then that is what the measurement says.
    while (!watchpoint.complete() && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    }
  }

  private Set<String> loggedOn(List<String> zones) {
    return zones.stream()
        .flatMap(zone -> rig.fleet().agentsOf(zone).stream())
        .map(RobotIdentity::agent)
        .filter(agent -> rig.fleet().view(agent).loggedOn())
        .collect(Collectors.toSet());
  }

  private String inWords(Loss loss, int of) {
    String told =
        switch (telling) {
          case ANNOUNCED ->
              "told of it p50 %d ms, available at all desktops %d ms"
                  .formatted(
                      TimeDistribution.of(loss.of(Milestone.NOT_AVAILABLE)).percentile(50),
                      loss.last(Milestone.AVAILABLE));
          case TOLERATED -> "desktops told " + loss.of(Milestone.NOT_AVAILABLE).size();
        };
    return "%s %d/%d: %s, %d zones, %d desktops; taken over %d ms, %s, dialled %d ms, %d calls marked%s"
        .formatted(
            strike.name().toLowerCase(Locale.ROOT),
            loss.number(),
            of,
            loss.victim(),
            loss.zones().size(),
            loss.agents(),
            loss.last(Milestone.TAKEN_OVER),
            told,
            loss.last(Milestone.DIALLED),
            loss.marked(),
            loss.missing() == 0 ? "" : "; " + loss.missing() + " MISSING");
  }
}
