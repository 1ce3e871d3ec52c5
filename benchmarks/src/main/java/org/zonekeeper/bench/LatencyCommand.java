package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zonekeeper.bench.latency.CrowdedLatencyBench;
import org.zonekeeper.bench.latency.CrowdedLatencyPlan;
import org.zonekeeper.bench.latency.Latency;
import org.zonekeeper.bench.latency.LatencyBench;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.harness.rig.RigLoad;
import org.zonekeeper.harness.rig.RigPlan;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionBounds;
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
      "nothing, with the same guarantee, on the same broker, under the same load. Then the same at",
      "ten times the rate, where most agents have no desktops: thousands of those would be what is",
      "measured."
    },
    footer = {"", "Exit codes: 0 measured; 1 it failed; 2 called wrongly."})
final class LatencyCommand implements Callable<Integer> {
  private static final int TEN_TIMES = 10;

  @Spec private CommandSpec spec;
  @Mixin private LoadOptions options;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--crowd-desktops",
      paramLabel = "N",
      defaultValue = "96",
      description =
          "Desktops at ten times the rate; 0: leave that out (default: ${DEFAULT-VALUE}).")
  private int crowdDesktops;

  @Override
  public Integer call() throws Exception {
    OptionBounds.require("--seconds", seconds, 1, 86_400);
    OptionBounds.require("--crowd-desktops", crowdDesktops, 0, 100_000);
    RigLoad load = options.load(spec.commandLine());
    Duration breakIn = options.breakIn();
    Optional<CrowdedLatencyPlan> crowd = crowd(load);
    ObjectNode result = RunLog.begin("latency");
    try (RunSession run = RunSession.open("bench-latency")) {
      RigPlan plan = RigPlan.of(load, run.directory().resolve("rig"));
      Latency latency =
          new LatencyBench(breakIn, run::progress).measure(plan, Duration.ofSeconds(seconds));
      latency.print(spec.commandLine().getOut());
      result.set("result", latency.toJson());
      if (crowd.isPresent()) {
        Latency tenTimes =
            new CrowdedLatencyBench(
                    crowd.get(), run.directory().resolve("crowd"), breakIn, run::progress)
                .measure(Duration.ofSeconds(seconds));
        tenTimes.print(spec.commandLine().getOut());
        result.set("tenTimes", tenTimes.toJson());
      }
      options.run().write(result);
      options.run().keep(run);
      return 0;
    }
  }

  private Optional<CrowdedLatencyPlan> crowd(RigLoad load) {
    if (crowdDesktops == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CrowdedLatencyPlan(
              load.zones(), crowdDesktops, TEN_TIMES * load.callsPerSecond(), load.seed()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--crowd-desktops: " + e.getMessage(), e);
    }
  }
}
