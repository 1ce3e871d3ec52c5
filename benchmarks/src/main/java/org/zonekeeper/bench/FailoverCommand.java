package org.zonekeeper.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.zonekeeper.bench.failover.ExpectedNotices;
import org.zonekeeper.bench.failover.FailoverBench;
import org.zonekeeper.bench.failover.FailoverReport;
import org.zonekeeper.bench.failover.LossKind;
import org.zonekeeper.bench.report.RunLog;
import org.zonekeeper.harness.rig.RigPlan;
import org.zonekeeper.harness.rig.RunSession;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zonekeeper bench failover}. */
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lose one of three Agent Managers again and again under load, and time from outside how long",
      "it takes until every desktop of its zones works again. Some 15 seconds a loss."
    },
    footer = {"", "Exit codes: 0 measured; 1 a zone or desktop never came back; 2 called wrongly."})
final class FailoverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LoadOptions options;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many losses (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--how",
      paramLabel = "HOW",
      defaultValue = "kill",
      description =
          "How an Agent Manager is lost: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private LossKind how;

  @Option(
      names = "--against",
      paramLabel = "WHAT",
      split = ",",
      description = {
        "Then run the same with other settings, to compare: ${COMPLETION-CANDIDATES}, or several.",
        "DEFAULTS are Kafka's own: no watch over peers, no standby, 45 s session; LOWERED is",
        "Kafka's own detection at its quickest: no watch over peers, brokers with lowered limits,",
        "0.5 s session and transaction time-out; TOLERANT is the policy MARK_EXPIRED with a"
            + " failover",
        "tolerance of 2 s: nobody is told."
      })
  private List<Against> against = List.of();

  @Option(
      names = "--against-kills",
      paramLabel = "N",
      defaultValue = "3",
      description = "Losses with those (default: ${DEFAULT-VALUE}; each takes a minute).")
  private int againstKills;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--plot",
      paramLabel = "FILE",
      description = "Also draw the losses, as SVG.")
  private Path plot;

  /** Whom to compare with. */
  enum Against {
    DEFAULTS,
    LOWERED,
    TOLERANT
  }

  @Override
  public Integer call() throws Exception {
    OptionBounds.require("--kills", kills, 1, 10_000);
    OptionBounds.require("--against-kills", againstKills, 1, 10_000);
    ObjectNode result = RunLog.begin("failover");
    result.put("how", how.name());
    try (RunSession run = RunSession.open("bench-failover")) {
      List<FailoverReport> reports = measure(run);
      boolean complete = reports.stream().allMatch(FailoverReport::complete);
      options.run().keep(run);
      if (!complete) {
        run.keepDirectory();
      }
      write(result, reports);
      return complete ? 0 : 1;
    }
  }

  private List<FailoverReport> measure(RunSession run) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<FailoverReport> reports = new ArrayList<>();
    FailoverBench bench = new FailoverBench(how, options.breakIn(), run::progress);
    RigPlan own =
        RigPlan.of(options.load(spec.commandLine()), run.directory().resolve("zonekeeper"));
    reports.add(bench.measure("Zonekeeper", own, ExpectedNotices.ANNOUNCED, kills));
    for (Against one : against) {
      reports.add(measure(bench, own, one, run));
    }
    reports.forEach(report -> report.print(out));
    return reports;
  }

  private FailoverReport measure(FailoverBench bench, RigPlan own, Against with, RunSession run)
      throws Exception {
    Path elsewhere = run.directory().resolve(with.name().toLowerCase(Locale.ROOT));
    return switch (with) {
      case DEFAULTS ->
          bench.measure(
              "Kafka's defaults",
              own.withKafkasDefaults(elsewhere),
              ExpectedNotices.ANNOUNCED,
              againstKills);
      case LOWERED ->
          bench.measure(
              "Kafka's detection, lowered limits",
              own.withLoweredLimits(elsewhere),
              ExpectedNotices.ANNOUNCED,
              againstKills);
      case TOLERANT ->
          bench.measure(
              "MARK_EXPIRED, tolerance 2 s",
              own.tolerant(elsewhere),
              ExpectedNotices.TOLERATED,
              againstKills);
    };
  }

  private void write(ObjectNode result, List<FailoverReport> reports) throws IOException {
    var all = result.putArray("results");
    reports.forEach(report -> all.add(report.toJson()));
    options.run().write(result);
    if (plot != null) {
      reports.getFirst().plot().write(plot);
    }
  }
}
