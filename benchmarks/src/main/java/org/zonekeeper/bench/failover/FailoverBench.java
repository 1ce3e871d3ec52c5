package org.zonekeeper.bench.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.stage.rig.Rig;
import org.zonekeeper.stage.rig.RigPlan;

/** Sets up a rig, loses its Agent Managers, reports. Used by the command's one thread. */
public final class FailoverBench {
  private final Strike strike;
  private final OptionalInt uncounted;
  private final Consumer<String> progress;

  /**
   * @param strike how Agent Managers are lost
   * @param uncounted losses of each rig before those that count; empty: as many as its {@link
   *     BreakIn} takes
   * @param progress is told what is going on
   */
  public FailoverBench(Strike strike, OptionalInt uncounted, Consumer<String> progress) {
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
      List<Loss> before = uncounted(rig, run);
      progress.accept("these count:");
      return new FailoverReport(title, before, run.losses(losses));
    }
  }

  private List<Loss> uncounted(Rig rig, FailoverRun run) throws Exception {
    if (uncounted.isPresent()) {
      return run.losses(uncounted.getAsInt());
    }
    List<Loss> losses = new ArrayList<>();
    int round = rig.stage().plan().agentManagers().size();
    new BreakIn(rig.cluster().processes(), progress).with(() -> losses.addAll(run.losses(round)));
    return losses;
  }
}
