package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.zonekeeper.bench.direct.DirectLoadPlan;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.bench.throughput.Capacity;
import org.zonekeeper.bench.throughput.Hotspots;
import org.zonekeeper.bench.throughput.ThroughputBench;
import org.zonekeeper.bench.throughput.ThroughputPlan;
import org.zonekeeper.bench.throughput.ThroughputReport;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench throughput}. */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Whole lives of calls a second, in one zone and in many: agents are doubled until no more",
      "calls come of it; then a bare pass-through is flooded on the same broker. Some 3 minutes."
    },
    footer = {
      "",
      "Exit codes: 0 measured; 1 a command without exactly one answer, or a call without exactly",
      "one end; 2 called wrongly."
    })
final class ThroughputCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--zones",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,8",
      description = "Zones, each number a run of its own (default: ${DEFAULT-VALUE}).")
  private List<Integer> zones;

  @Option(
      names = "--agent-managers",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Agent Manager processes (default: ${DEFAULT-VALUE}). From two on each zone has a standby,",
        "which costs the machine as much again for the changelog."
      })
  private int agentManagers;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "500",
      description = "Agents in the first step, all zones together (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--most-agents",
      paramLabel = "N",
      defaultValue = "32000",
      description = "The doubling ends here at the latest (default: ${DEFAULT-VALUE}).")
  private int mostAgents;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long each step is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--profile",
      paramLabel = "FILE",
      description = {
        "Also record the first Agent Manager with its JVM's flight recorder, into this file, and",
        "print where its time went. The recording itself costs a few percent."
      })
  private Path profile;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--plot",
      paramLabel = "FILE",
      description = "Also draw the steps, as SVG.")
  private Path plot;

  @Override
  public Integer call() throws Exception {
    check();
    ObjectNode result = RunLog.begin("throughput");
    try (RunSession run = RunSession.open("bench-throughput")) {
      ThroughputReport report = new ThroughputReport(measure(run));
      report.print(spec.commandLine().getOut());
      if (profile != null) {
        Hotspots.in(profile).print(spec.commandLine().getOut());
      }
      result.set("results", report.toJson());
      options.write(result);
      if (plot != null) {
        report.plot().write(plot);
      }
      options.keep(run);
      if (!report.right()) {
        run.keepDirectory();
      }
      return report.right() ? 0 : 1;
    }
  }

  private List<Capacity> measure(RunSession run)
      throws IOException, ExecutionException, InterruptedException {
    ThroughputPlan plan =
        new ThroughputPlan(
            agentManagers, agents, mostAgents, seconds, Optional.ofNullable(profile));
    List<Capacity> ceilings = new ArrayList<>();
    for (int number : zones) {
      ceilings.add(
          new ThroughputBench(plan, run::progress)
              .measure(
                  DirectLoadPlan.shortCalls(number, options.seed()),
                  run.directory().resolve("zones-" + number)));
    }
    return ceilings;
  }

  private void check() {
    zones.forEach(number -> OptionBounds.require("--zones", number, 1, 1_000));
    OptionBounds.require("--agent-managers", agentManagers, 1, 100);
    OptionBounds.require("--agents", agents, 1, 1_000_000);
    OptionBounds.require("--most-agents", mostAgents, agents, 1_000_000);
    OptionBounds.require("--seconds", seconds, 1, 86_400);
  }
}
