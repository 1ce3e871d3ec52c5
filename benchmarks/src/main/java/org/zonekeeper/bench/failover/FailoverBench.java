package org.zonekeeper.bench.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.harness.rig.Rig;
import org.zonekeeper.harness.rig.RigPlan;

/** Sets up a rig, loses its Agent Managers, reports. Used by the command's one thread. */
public final class FailoverBench {
  private final LossKind strike;
  private final Duration breakIn;
  private final Consumer<String> progress;

  /**
   * @param strike how Agent Managers are lost
   * @param breakIn longest time for each rig's losses before those that count, see {@link BreakIn}
   * @param progress is told what is going on
   */
  public FailoverBench(LossKind strike, Duration breakIn, Consumer<String> progress) {
    this.strike = strike;
    this.breakIn = breakIn;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param title whose settings, in a few words
   * @param telling what desktops are to hear of each loss with these settings
   * @param losses how many
   * @throws org.zonekeeper.cluster.process.StartFailure if the rig does not come up, or does not
   *     come to rest between two losses
   */
  public FailoverReport measure(String title, RigPlan plan, ExpectedNotices telling, int losses)
      throws Exception {
    progress.accept("setting up: " + title);
    try (Rig rig = Rig.open(strike == LossKind.CUT ? plan.cabled() : plan, progress)) {
      progress.accept("%.0f attempts a second".formatted(rig.condition().awaitPace()));
      FailoverRun run = new FailoverRun(rig, strike, telling, progress);
      List<Loss> before = uncounted(rig, run);
      progress.accept("these count:");
      return new FailoverReport(title, before, run.losses(losses));
    }
  }

  private List<Loss> uncounted(Rig rig, FailoverRun run) throws Exception {
    List<Loss> losses = new ArrayList<>();
    int round = rig.stage().plan().agentManagers().size();
    new BreakIn(rig.cluster().processes(), breakIn, progress)
        .with(() -> losses.addAll(run.losses(round)));
    return losses;
  }
}
