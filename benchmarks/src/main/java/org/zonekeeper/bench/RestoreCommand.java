package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.bench.restore.Readiness;
import org.zonekeeper.bench.restore.RestoreBench;
import org.zonekeeper.bench.restore.RestoreReport;
import org.zonekeeper.bench.restore.Takeover;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What a zone's size adds to a takeover: one zone is filled with agents, each with two calls,",
      "and its owner is killed; with a standby, and cold, from the changelog. Some 4 minutes."
    },
    footer = {"", "Exit codes: 0 measured; 1 the zone was not taken over; 2 called wrongly."})
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--agents",
      paramLabel = "N",
      split = ",",
      defaultValue = "10,1000,10000",
      description = {
        "Agents, ascending, each number with so many kills (default: ${DEFAULT-VALUE}).",
        "The first is what the others are held against."
      })
  private List<Integer> agents;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "3",
      description = "Kills of the owner, for each number (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Override
  public Integer call() throws Exception {
    check();
    ObjectNode result = RunLog.begin("restore");
    try (RunSession run = RunSession.open("bench-restore")) {
      options.keep(run);
      RestoreBench bench = new RestoreBench(kills, options.seed(), run::progress);
      List<Takeover> takeovers = new ArrayList<>();
      for (Readiness readiness : Readiness.values()) {
        Path directory = run.directory().resolve(readiness.name().toLowerCase(Locale.ROOT));
        takeovers.addAll(bench.measure(readiness, agents, directory));
      }
      RestoreReport report = new RestoreReport(agents, takeovers);
      report.print(spec.commandLine().getOut());
      result.set("result", report.toJson());
      options.write(result);
      return 0;
    }
  }

  private void check() {
    OptionBounds.require("--kills", kills, 1, 10_000);
    agents.forEach(number -> OptionBounds.require("--agents", number, 1, 1_000_000));
    if (agents.size() < 2 || !agents.stream().sorted().distinct().toList().equals(agents)) {
      throw new InvalidSettingException(
          "--agents",
          agents.stream().map(Object::toString).collect(Collectors.joining(",")),
          "two numbers or more, ascending");
    }
  }
}
