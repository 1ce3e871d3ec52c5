package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.zonekeeper.bench.handover.HandoverBench;
import org.zonekeeper.bench.handover.HandoverBench.Cost;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.harness.rig.RigPlan;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench handover}. */
@Command(
    name = "handover",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Restart all Agent Managers, one after the other and in order, under load: how long does a",
      "zone say nothing, and does anybody notice? Some 20 seconds a restart."
    },
    footer = {"", "Exit codes: 0 nobody noticed; 1 somebody did; 2 called wrongly."})
final class HandoverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LoadOptions options;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Restarts of each Agent Manager (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    OptionBounds.require("--rounds", rounds, 1, 10_000);
    ObjectNode result = RunLog.begin("handover");
    try (RunSession run = RunSession.open("bench-handover")) {
      RigPlan plan = RigPlan.of(options.load(spec.commandLine()), run.directory());
      Cost cost = new HandoverBench(options.breakIn(), run::progress).measure(plan, rounds);
      cost.print(spec.commandLine().getOut());
      result.set("result", cost.toJson());
      options.run().write(result);
      options.run().keep(run);
      if (!cost.unnoticed()) {
        run.keepDirectory();
      }
      return cost.unnoticed() ? 0 : 1;
    }
  }
}
