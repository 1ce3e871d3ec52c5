package org.zonekeeper.bench;

import org.zonekeeper.settings.MissingCommandException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench}: the benchmarks, each a command of its own. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the system on this machine, on a real broker with stock limits.",
      "docs/benchmarks.md says how each is measured."
    },
    synopsisSubcommandLabel = "BENCHMARK",
    commandListHeading = "%nBenchmarks:%n")
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  private BenchCommand() {}

  /** The command with all benchmarks, for the command line. */
  public static CommandLine commandLine() {
    CommandLine bench = new CommandLine(new BenchCommand());
    bench.addSubcommand("failover", new CommandLine(new FailoverCommand()));
    bench.addSubcommand("latency", new CommandLine(new LatencyCommand()));
    bench.addSubcommand("throughput", new CommandLine(new ThroughputCommand()));
    bench.addSubcommand("handover", new CommandLine(new HandoverCommand()));
    bench.addSubcommand("restore", new CommandLine(new RestoreCommand()));
    bench.addSubcommand("rebuild", new CommandLine(new RebuildCommand()));
    bench.addSubcommand("pages", new CommandLine(new PagesCommand()));
    bench.addSubcommand("gateway", new CommandLine(new GatewayCommand()));
    bench.addSubcommand("jmh", new CommandLine(new JmhCommand()));
    bench.addSubcommand("all", new CommandLine(new AllCommand()));
    return bench;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine(), "benchmark");
  }
}
