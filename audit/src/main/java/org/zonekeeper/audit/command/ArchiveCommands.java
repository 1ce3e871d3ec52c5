package org.zonekeeper.audit.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.archive.ArchiveWriter;
import org.zonekeeper.audit.archive.Replay;
import org.zonekeeper.audit.archive.Segment;
import org.zonekeeper.audit.archive.ZoneArchiver;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JoinedJournal;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.LiveJournal;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.settings.FileTrouble;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that move a journal: {@code archive}, {@code export} and {@code import}. */
final class ArchiveCommands {
  private static final long MEGABYTE = 1L << 20;
  private static final long MOST_MEGABYTES = 100_000;

  private ArchiveCommands() {}

  private static void report(PrintWriter out, ArchiveWriter archive, long before) {
    long bytes = archive.segments().stream().mapToLong(Segment::bytes).sum();
    long events = archive.segments().stream().mapToLong(Segment::events).sum();
    out.println(
        "%,d events added; the archive has %,d in %d files, %,d bytes (%d a event)"
            .formatted(
                events - before,
                events,
                archive.segments().size(),
                bytes,
                events == 0 ? 0 : bytes / events));
  }

  /** What is in order before a damage is kept; the reading has the damage on record. */
  private static void copy(
      JournalReading reading, String zone, JournalRange stretch, ArchiveWriter archive)
      throws IOException {
    try (ZoneArchiver archiver = archive.zone(zone)) {
      boolean unused =
          reading.zone(
              zone,
              stretch,
              record -> {
                append(archiver, record);
                return true;
              });
      archiver.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void append(ZoneArchiver archiver, JournalRecord record) {
    try {
      archiver.append(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long eventsOf(ArchiveWriter archive) {
    return archive.segments().stream().mapToLong(Segment::events).sum();
  }

  /** {@code audit export DIR}: a part of any journal, to hand on. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Export a journal, or a part of it, into a new directory of compressed Avro container"
            + " files, from which every other command can read it with --archive.",
        "To keep a journal for years, run 'audit archive' again and again instead."
      },
      footer = {"", ReadingCommand.EXIT_CODES})
  static final class Export extends ReadingCommand {
    @Parameters(paramLabel = "DIR", description = "The new directory.")
    private Path directory;

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "Only events of this time or later.")
    private Optional<String> from;

    @Option(
        names = "--to",
        paramLabel = "TIME",
        description = "Only events of this time or earlier.")
    private Optional<String> to;

    @Option(
        names = "--segment-megabytes",
        paramLabel = "N",
        defaultValue = "64",
        description = "End a file when it is about this long (default: ${DEFAULT-VALUE}).")
    private int segmentMegabytes;

    @Override
    protected void check() {
      OptionBounds.require("--segment-megabytes", segmentMegabytes, 1, MOST_MEGABYTES);
    }

    @Override
    protected int run(JournalReading reading) throws IOException {
      JournalRange stretch = JournalRange.ALL;
      stretch = from.isEmpty() ? stretch : stretch.fromTime(millis("--from", from.get()));
      stretch = to.isEmpty() ? stretch : stretch.toTime(millis("--to", to.get()));
      try (ArchiveWriter archive = ArchiveWriter.open(directory, segmentMegabytes * MEGABYTE)) {
        if (eventsOf(archive) > 0) {
          throw wrong(
              "%s has an archive already; export into a new directory".formatted(directory));
        }
        for (String zone : reading.zones()) {
          copy(reading, zone, stretch, archive);
        }
        report(out(), archive, 0);
      }
      return ExitCode.COMPLETE;
    }
  }

  /** {@code audit archive DIR}: everything new since the last time. */
  @Command(
      name = "archive",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Archive a live journal: the first time all of it, every further time what has come since."
            + " Run it more often than the topic's retention deletes."
      },
      footer = {"", ReadingCommand.EXIT_CODES})
  static final class Keep implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ClusterOptions cluster;

    @Parameters(paramLabel = "DIR", description = "The archive; made if there is none yet.")
    private Path directory;

    @Option(
        names = "--segment-megabytes",
        paramLabel = "N",
        defaultValue = "64",
        description = "End a file when it is about this long (default: ${DEFAULT-VALUE}).")
    private int segmentMegabytes;

    @Override
    public Integer call() {
      if (cluster.listSettings(spec.commandLine().getOut())) {
        return ExitCode.COMPLETE;
      }
      OptionBounds.require("--segment-megabytes", segmentMegabytes, 1, MOST_MEGABYTES);
      PrintWriter err = spec.commandLine().getErr();
      try (ArchiveWriter archive = ArchiveWriter.open(directory, segmentMegabytes * MEGABYTE);
          LiveJournal live = LiveJournal.open(cluster.cluster());
          JournalSource joined = new JoinedJournal(Archive.open(directory), live)) {
        JournalReading reading = new JournalReading(joined, live.zones(), err);
        long before = eventsOf(archive);
        for (String zone : live.zones()) {
          long next = archive.extent(zone).lastSequence() + 1;
          copy(reading, zone, JournalRange.ALL.fromSequence(next), archive);
        }
        report(spec.commandLine().getOut(), archive, before);
        reading.missing().forEach(what -> err.println("PARTIAL: " + what));
        return reading.missing().isEmpty() ? ExitCode.COMPLETE : ExitCode.PARTIAL;
      } catch (UnreadableJournalException | RegistryException e) {
        err.println("audit: " + e.getMessage());
        return ExitCode.FAILED;
      } catch (IOException e) {
        err.println(
            "audit: the archive %s cannot be written: %s"
                .formatted(directory, FileTrouble.reason(e)));
        return ExitCode.FAILED;
      }
    }
  }

  /** {@code audit import DIR}: an archive into a topic. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Replay an archive into the journal topic of a cluster, byte for byte, behind what it has"
            + " of it already; started again after a failure, it goes on.",
        "For auditors, and for 'restore-state', which makes the Agent Managers' state of it."
      },
      footer = {"", ReadingCommand.EXIT_CODES})
  static final class Import implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ClusterOptions cluster;

    @Parameters(paramLabel = "DIR", description = "The archive.")
    private Path directory;

    @Override
    public Integer call() {
      if (cluster.listSettings(spec.commandLine().getOut())) {
        return ExitCode.COMPLETE;
      }
      PrintWriter err = spec.commandLine().getErr();
      try (Archive archive = Archive.open(directory);
          Replay replay = Replay.into(cluster.cluster())) {
        JournalReading reading = new JournalReading(archive, archive.zones(), err);
        replay.requireRetention(archive);
        for (String zone : archive.zones()) {
          imported(reading, replay, zone);
        }
        reading.missing().forEach(what -> err.println("PARTIAL: " + what));
        return reading.missing().isEmpty() ? ExitCode.COMPLETE : ExitCode.PARTIAL;
      } catch (UnreadableJournalException | RegistryException e) {
        err.println("audit: " + e.getMessage());
        return ExitCode.FAILED;
      }
    }

    private void imported(JournalReading reading, Replay replay, String zone) {
      Extent extent = reading.source().extent(zone);
      Progress progress =
          new Progress(spec.commandLine().getErr(), "zone " + zone, extent.events());
      try {
        long written = replay.zone(reading.source(), zone, record -> progress.step());
        spec.commandLine()
            .getOut()
            .println(
                "zone %s: %,d events written, up to sequence %d"
                    .formatted(zone, written, extent.lastSequence()));
      } catch (DamagedJournalException e) {
        reading.miss(e.getMessage());
      }
    }
  }
}
