package org.zonekeeper.audit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.zonekeeper.audit.failover.DesktopNotices;
import org.zonekeeper.audit.report.HtmlReport;
import org.zonekeeper.audit.report.ReportData;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit report}: failovers and calls on one page, with timelines. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write one HTML page with timelines: who owned each zone when, outages step by step, and the"
          + " calls that were under way. It needs no network and no other file."
    },
    footer = {"", ReadingCommand.EXIT_CODES})
final class ReportCommand extends ReadingCommand {
  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--html",
      required = true,
      paramLabel = "FILE",
      description = "The page.")
  private Path html;

  @Option(names = "--from", paramLabel = "TIME", description = "Begin the timelines here.")
  private Optional<String> from;

  @Option(names = "--to", paramLabel = "TIME", description = "End the timelines here.")
  private Optional<String> to;

  @Option(
      names = "--transcripts",
      paramLabel = "FILE",
      description = "What desktops heard, as JSON lines: adds when each notice reached them.")
  private Optional<Path> transcripts;

  @Override
  protected int run(JournalReading reading) throws IOException {
    DesktopNotices notices = transcripts.map(DesktopNotices::read).orElse(DesktopNotices.NONE);
    JournalRange until =
        to.isEmpty() ? JournalRange.ALL : JournalRange.ALL.toTime(millis("--to", to.get()));
    long since = from.isEmpty() ? Long.MIN_VALUE : millis("--from", from.get());
    ReportData data = new ReportData(since);
    for (String zone : reading.zones()) {
      ReportData.Zone listener = data.zone(zone);
      boolean unused =
          reading.zone(
              zone,
              until,
              record -> {
                listener.hear(record);
                return true;
              });
    }
    new HtmlReport(data, notices, reading.source().name(), reading.missing(), here()).write(html);
    if (json()) {
      line(JSON.createObjectNode().put("html", html.toAbsolutePath().toString()));
    } else {
      out().println("written: " + html.toAbsolutePath());
    }
    return ExitCode.COMPLETE;
  }
}
