package org.zonekeeper.audit.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zonekeeper.audit.compliance.CallsFile;
import org.zonekeeper.audit.compliance.ComplianceReport;
import org.zonekeeper.audit.compliance.ComplianceText;
import org.zonekeeper.audit.compliance.Csv;
import org.zonekeeper.audit.compliance.RateChart;
import org.zonekeeper.audit.compliance.RegulatoryRules;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code audit compliance}: nuisance rates as a regulator counts them. Exit codes: 0 every campaign
 * is within the limit, 1 one is not, 2 called wrongly, 3 within the limit as far as the journal
 * could be read, 4 the journal could not be read.
 */
@Command(
    name = "compliance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Nuisance rate of each campaign over the regulator's period, failovers told apart.",
      "A call counts as nuisance if it was marked, or if by its raw facts no agent was on the line"
          + " in time although the person had not hung up. The defaults are those of the US.",
      "Rows: one for each campaign and successive period; 'worst' is the highest rate of any period"
          + " of that length ending in it."
    },
    footer = {
      "",
      "Exit codes: 0 within the limit, 1 over it, 2 called wrongly, 3 within it as far as could be"
          + " read, 4 unreadable."
    })
public final class ComplianceCommand implements Callable<Integer> {
  private static final int PARTIAL = 3;
  private static final int UNREADABLE = 4;

  @Spec private CommandSpec spec;
  @Mixin private JournalOptions journal;

  @Option(
      names = "--window-days",
      paramLabel = "DAYS",
      defaultValue = "30",
      description = "Length of a period, days (default: ${DEFAULT-VALUE}).")
  private int windowDays;

  @Option(
      names = "--limit-percent",
      paramLabel = "PERCENT",
      defaultValue = "3.0",
      description = "Highest share of live-answered calls (default: ${DEFAULT-VALUE}).")
  private double limitPercent;

  @Option(
      names = "--within-ms",
      paramLabel = "MS",
      defaultValue = "2000",
      description =
          "From the end of the greeting to an agent on the line (default: ${DEFAULT-VALUE}).")
  private long withinMillis;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Where days begin, such as America/New_York (default: ${DEFAULT-VALUE}).")
  private ZoneId timeZone;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the table as CSV, too.")
  private Path csv;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--calls",
      paramLabel = "FILE",
      description = "Write the raw facts of every live-answered call as CSV.")
  private Path calls;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--chart",
      paramLabel = "FILE",
      description = "Draw the rates as SVG.")
  private Path chart;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ComplianceReport report = report();
      if (json) {
        out.println(ComplianceText.json(report).toPrettyString());
      } else {
        ComplianceText.lines(report).forEach(out::println);
      }
      out.flush();
      if (csv != null) {
        Files.writeString(csv, Csv.of(report.windows()));
      }
      if (chart != null) {
        Files.writeString(chart, RateChart.of(report.figures(), report.rules()));
      }
      return exitCode(report);
    } catch (UnreadableJournalException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("audit compliance: " + e.getMessage());
      err.flush();
      return UNREADABLE;
    }
  }

  private ComplianceReport report() throws IOException {
    RegulatoryRules rules = rules();
    if (calls == null) {
      return read(rules, Optional.empty());
    }
    try (CallsFile file = CallsFile.create(calls)) {
      return read(rules, Optional.of(file));
    }
  }

  private ComplianceReport read(RegulatoryRules rules, Optional<CallsFile> file) {
    try (JournalSource source = journal.open()) {
      Progress progress = new Progress(spec.commandLine().getErr(), "read", 0);
      return ComplianceReport.of(
          source, journal.zonesOf(source), rules, file, (zone, events) -> progress.more(events));
    }
  }

  private RegulatoryRules rules() {
    try {
      return new RegulatoryRules(windowDays, limitPercent, withinMillis, timeZone);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static int exitCode(ComplianceReport report) {
    if (!report.within()) {
      return 1;
    }
    return report.reservations().isEmpty() ? 0 : PARTIAL;
  }
}
