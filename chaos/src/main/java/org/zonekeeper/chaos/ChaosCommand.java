package org.zonekeeper.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.zonekeeper.chaos.ChaosSeries.Evidence;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code zonekeeper chaos}. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Let failures happen by chance under load, on real processes: kills, freezes, cut networks,",
      "wrong evictions, full disks, rubbish in topics, brokers, registry and recorder away; then",
      "hold everything that was seen against what must hold. docs/chaos.md says more."
    },
    footer = {"", "Exit codes: 0 everything held; 1 something did not; 2 called wrongly."})
public final class ChaosCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the first run's schedule (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs, each with the next seed (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "2",
      description = "Of mischief in each run; may be a fraction (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--zones",
      paramLabel = "N",
      defaultValue = "4",
      description = "Zones (default: ${DEFAULT-VALUE}).")
  private int zones;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "48",
      description = "Agents of all zones together (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--calls-per-second",
      paramLabel = "N",
      defaultValue = "12",
      description = "Attempts that the platform starts each second (default: ${DEFAULT-VALUE}).")
  private int callsPerSecond;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Kafka brokers (default: ${DEFAULT-VALUE}). With 3 or more every topic has three replicas,",
        "and brokers are killed, frozen and restarted one at a time."
      })
  private int brokers;

  @Option(
      names = "--share",
      paramLabel = "N",
      defaultValue = "10",
      description = {
        "The most runs that share a contact centre, one after the other, each judged with all that",
        "was before it; 1: a new one for each (default: ${DEFAULT-VALUE})."
      })
  private int share;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the verdicts, as JSON.")
  private Path json;

  @Option(names = "--keep", description = "Keep logs and evidence also when everything held.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    ChaosPlan plan = plan();
    ChaosReport report = new ChaosReport(plan, spec.commandLine().getOut());
    Evidence evidence = keep ? Evidence.STAYS : Evidence.GOES;
    try {
      new ChaosSeries(plan, report, evidence).play(seed, runs);
    } finally {
      // Also of a series that ends before its time.
      report.conclude();
      if (json != null) {
        report.write(json);
      }
    }
    return report.holds() ? 0 : 1;
  }

  private ChaosPlan plan() {
    OptionBounds.require("--runs", runs, 1, 1_000_000);
    OptionBounds.require("--share", share, 1, 1_000_000);
    OptionBounds.require("--zones", zones, 1, 1_000);
    OptionBounds.require("--brokers", brokers, 1, 100);
    OptionBounds.require("--minutes", minutes, 0.01, 100_000.0);
    ChaosPlan plan =
        new ChaosPlan(
            Duration.ofMillis(Math.round(minutes * 60_000)),
            zones,
            agents,
            callsPerSecond,
            brokers,
            share);
    try {
      var unused = plan.load(seed);
      return plan;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
