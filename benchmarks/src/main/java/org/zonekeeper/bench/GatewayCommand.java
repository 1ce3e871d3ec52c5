package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.zonekeeper.bench.gateway.GatewayBench;
import org.zonekeeper.bench.gateway.GatewayFigures;
import org.zonekeeper.bench.gateway.GatewayLoad;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench gateway}. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "How many desktops one gateway carries: all log on at once, at its start and after an outage",
      "of the network; all desktops of a zone are told of something, without and beside desktops",
      "that read nothing. Held against a bare WebSocket server of the same library. Needs as many",
      "open files in a process as there are desktops (ulimit -n). Some 10 minutes."
    },
    footer = {
      "",
      "Exit codes: 0 everybody was served and told; 1 somebody was not; 2 called wrongly, or too"
          + " few",
      "open files allowed."
    })
final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Desktops that are logged on (default: ${DEFAULT-VALUE}).")
  private int sessions;

  @Option(
      names = "--zones",
      paramLabel = "N",
      defaultValue = "5",
      description = {
        "Zones, among which they are shared out evenly; one zone's desktops are told at a time",
        "(default: ${DEFAULT-VALUE})."
      })
  private int zones;

  @Option(
      names = "--tells",
      paramLabel = "N",
      defaultValue = "50",
      description = {
        "How often a zone goes down and up again in each measurement; each time all its desktops",
        "are told (default: ${DEFAULT-VALUE})."
      })
  private int tells;

  @Option(
      names = "--slow-readers",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Desktops beyond those that ask twice a second and read nothing (default:"
              + " ${DEFAULT-VALUE}).")
  private int slowReaders;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "512",
      description = "The gateway's heap, and the bare server's (default: ${DEFAULT-VALUE}).")
  private int heapMegabytes;

  @Option(
      names = "--break-in",
      paramLabel = "MINUTES",
      defaultValue = "3",
      description = {
        "The longest time of telling that does not count, in which the young gateway compiles its",
        "code; 0: all counts (default: ${DEFAULT-VALUE})."
      })
  private int breakInMinutes;

  @Override
  public Integer call() throws Exception {
    OptionBounds.require("--sessions", sessions, 1, 1_000_000);
    OptionBounds.require("--zones", zones, 1, 1_000);
    OptionBounds.require("--tells", tells, 1, 100_000);
    OptionBounds.require("--slow-readers", slowReaders, 0, 1_000_000);
    OptionBounds.require("--heap", heapMegabytes, 64, 1_048_576);
    OptionBounds.require("--break-in", breakInMinutes, 0, 1_440);
    GatewayLoad load =
        new GatewayLoad(
            sessions, zones, tells, slowReaders, heapMegabytes, Duration.ofMinutes(breakInMinutes));
    ObjectNode result = RunLog.begin("gateway");
    try (RunSession run = RunSession.open("bench-gateway")) {
      options.keep(run);
      GatewayFigures figures =
          new GatewayBench(load, run.directory().resolve("gateway"), run::progress).measure();
      figures.print(spec.commandLine().getOut());
      result.set("result", figures.toJson());
      options.write(result);
      if (!figures.complete()) {
        run.keepDirectory();
      }
      return figures.complete() ? 0 : 1;
    }
  }
}
