package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.zonekeeper.bench.latency.LatencyBench;
import org.zonekeeper.bench.latency.LatencyBench.Latency;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.stage.rig.RigPlan;
import org.zonekeeper.stage.rig.RunSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench latency}. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Under a steady load: how long a desktop's command takes to its answer, and an answered call",
      "to its notice at the desktop; and how long a record takes through a topology that does",
      "nothing, with the same guarantee, on the same broker, under the same load."
    },
    footer = {"", "Exit codes: 0 measured; 1 it failed; 2 called wrongly."})
final class LatencyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LoadOptions options;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long each of the two is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    if (seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--seconds: 1 or more");
    }
    ObjectNode result = RunLog.begin("latency");
    try (RunSession run = RunSession.open("bench-latency")) {
      RigPlan plan = RigPlan.of(options.load(spec.commandLine()), run.directory());
      Latency latency = new LatencyBench(run::progress).measure(plan, Duration.ofSeconds(seconds));
      latency.print(spec.commandLine().getOut());
      result.set("result", latency.toJson());
      options.run().write(result);
      options.run().keep(run);
      return 0;
    }
  }
}
