package org.zonekeeper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.zonekeeper.audit.archive.ArchiveWriter;
import org.zonekeeper.audit.archive.ZoneArchiver;
import org.zonekeeper.audit.command.Progress;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.RecordPosition;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.wire.RecordBodies;
import org.zonekeeper.settings.OptionBounds;
import org.zonekeeper.simulation.JournalGenerator;
import org.zonekeeper.simulation.JournalGenerator.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code audit generate}: an archive of as many events as are wanted, for measuring and practising.
 * Exit codes: 0 made, 1 it could not be written, 2 called wrongly.
 */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make an archive of a simulated installation's journal, to measure and to practise with.",
      "Every event is decided by the zones' own engine in virtual time, with agents, a platform,"
          + " dying owners and lost facts. The same options make the same archive."
    },
    footer = {"", "Exit codes: 0 made, 1 it could not be written, 2 called wrongly."})
final class GenerateCommand implements Callable<Integer> {
  private static final int REPORTED = 1 << 12;

  @Spec private CommandSpec spec;

  @Option(
      names = "--archive",
      required = true,
      paramLabel = "DIR",
      description = "Where to: a directory that is empty or does not exist.")
  private Path archive;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many events, or a few more (default: ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--zones",
      paramLabel = "N",
      defaultValue = "4",
      description = "Zones (default: ${DEFAULT-VALUE}).")
  private int zones;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "100",
      description = "Agents in each zone (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--talk-seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "Mean length of a conversation (default: ${DEFAULT-VALUE}).")
  private int talkSeconds;

  @Option(
      names = "--trouble-minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Mean time between two troubles (default: ${DEFAULT-VALUE}).")
  private int troubleMinutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed, another life (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    OptionBounds.require("--events", events, 1, 1_000_000_000_000L);
    OptionBounds.require("--zones", zones, 1, 10_000);
    OptionBounds.require("--agents", agents, 1, 1_000_000);
    OptionBounds.require("--talk-seconds", talkSeconds, 1, 86_400);
    OptionBounds.require("--trouble-minutes", troubleMinutes, 1, 525_600);
    PrintWriter out = spec.commandLine().getOut();
    try {
      long made = generate();
      out.println("%d events in %s".formatted(made, archive));
      out.flush();
      return 0;
    } catch (IOException | UncheckedIOException | UnreadableJournalException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("audit generate: " + e.getMessage());
      err.flush();
      return 1;
    }
  }

  private long generate() throws IOException {
    Plan plan =
        new Plan(
            seed,
            zones,
            agents,
            Duration.ofSeconds(talkSeconds),
            Duration.ofMinutes(troubleMinutes));
    Progress progress = new Progress(spec.commandLine().getErr(), "made", events);
    try (ArchiveWriter writer = ArchiveWriter.open(archive, ArchiveWriter.DEFAULT_SEGMENT_BYTES);
        Files files = new Files(writer, progress)) {
      long made = JournalGenerator.generate(plan, events, files::take);
      files.finish();
      return made;
    }
  }

  /** One archiver for each zone. Confined to the generating thread. */
  private static final class Files implements AutoCloseable {
    private final RecordBodies bodies = RecordBodies.of(Topics.JOURNAL);
    private final ArchiveWriter writer;
    private final Progress progress;
    private final Map<String, ZoneArchiver> zones = new HashMap<>();
    private long taken;

    Files(ArchiveWriter writer, Progress progress) {
      this.writer = writer;
      this.progress = progress;
    }

    void take(String zone, Event event) {
      Schema schema = bodies.currentSchema(event.getSchema().getFullName()).orElseThrow();
      try {
        zones
            .computeIfAbsent(zone, writer::zone)
            .append(
                JournalRecord.of(
                    zone,
                    new RecordPosition("simulation", taken + 1),
                    bodies.encode(event),
                    schema,
                    event));
      } catch (IOException e) {
        throw new UncheckedIOException("the archive cannot be written: " + e.getMessage(), e);
      }
      if (++taken % REPORTED == 0) {
        progress.more(REPORTED);
      }
    }

    void finish() throws IOException {
      for (ZoneArchiver zone : zones.values()) {
        zone.finish();
      }
    }

    @Override
    public void close() throws IOException {
      for (ZoneArchiver zone : zones.values()) {
        zone.close();
      }
    }
  }
}
