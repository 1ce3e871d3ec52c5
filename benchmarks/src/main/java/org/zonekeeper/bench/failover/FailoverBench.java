package org.zonekeeper.bench.failover;

import java.util.List;
import java.util.function.Consumer;
import org.zonekeeper.stage.rig.Rig;
import org.zonekeeper.stage.rig.RigPlan;

/** Sets up a rig, loses its Agent Managers, reports. Used by the command's one thread. */
public final class FailoverBench {
  private final Strike strike;
  private final int uncounted;
  private final Consumer<String> progress;

  /**
   * @param strike how Agent Managers are lost
   * @param uncounted losses of each rig before those that count: its broker and its gateway are a
   *     minute old and have seen none
   * @param progress is told what is going on
   */
  public FailoverBench(Strike strike, int uncounted, Consumer<String> progress) {
    this.strike = strike;
    this.uncounted = uncounted;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param title whose settings, in a few words
   * @param telling what desktops are to hear of each loss with these settings
   * @param losses how many
   * @throws org.zonekeeper.cluster.StartFailure if the rig does not come up, or does not come to
   *     rest between two losses
   */
  public FailoverReport measure(String title, RigPlan plan, Telling telling, int losses)
      throws Exception {
    progress.accept("setting up: " + title);
    try (Rig rig = Rig.open(strike == Strike.CUT ? plan.cabled() : plan, progress)) {
      progress.accept("%.0f attempts a second".formatted(rig.awaitPace()));
      FailoverRun run = new FailoverRun(rig, strike, telling, progress);
      return new FailoverReport(title, uncounted(run), run.losses(losses));
    }
  }

  private List<Loss> uncounted(FailoverRun run) throws Exception {
    if (uncounted > 0) {
      progress.accept("first, not counted:");
    }
    return run.losses(uncounted);
  }
}
