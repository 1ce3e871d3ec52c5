package org.zonekeeper.audit.command;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.traces.CollectorSink;
import org.zonekeeper.audit.traces.FileSink;
import org.zonekeeper.audit.traces.SpanSink;
import org.zonekeeper.audit.traces.ZoneTraces;
import org.zonekeeper.management.traces.OtlpSpans;
import org.zonekeeper.settings.OptionPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit traces}: the journal as traces, for whatever shows them. */
@Command(
    name = "traces",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make traces of the journal and send them to a collector, or write them into a file, by OTLP:"
          + " a trace for each command with its events, for each call with its phases (attempt,"
          + " answer, queue, connect, conversation, wrap-up), for each change of owner with its"
          + " outage. Each links to the others that it has to do with.",
      "Ids follow from command, call and epoch, so that making them again makes the same. Calls"
          + " that began before --from are left out; those under way at the end have"
          + " zonekeeper.complete=false. No person's id is among the attributes."
    },
    footer = {"", ReadingCommand.EXIT_CODES})
final class TracesCommand extends ReadingCommand {
  /** About 300 KB of requests: below what collectors take, 4 MB and more. */
  private static final int BATCH = 512;

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = "Send them to this collector, such as http://127.0.0.1:4318.")
  private Optional<String> collector;

  @Option(
      converter = OptionPath.FileToWrite.class,
      names = "--file",
      paramLabel = "FILE",
      description = "Write them into this file, as OTLP's JSON, one line for some spans each.")
  private Optional<Path> file;

  @Option(names = "--from", paramLabel = "TIME", description = "Only events of this time or later.")
  private Optional<String> from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only events of this time or earlier.")
  private Optional<String> to;

  @Override
  protected void check() {
    if (collector.isPresent() == file.isPresent()) {
      throw wrong("--otlp, --file: one of the two says where the traces go");
    }
    var unused = collector.map(this::endpoint);
  }

  @Override
  protected int run(JournalReading reading) throws IOException {
    JournalRange stretch = stretch();
    try (SpanSink sink = open()) {
      for (String zone : reading.zones()) {
        long spans = zone(reading, zone, stretch, sink);
        if (json()) {
          line(JSON.createObjectNode().put("zone", zone).put("spans", spans));
        } else {
          out().printf("zone %s: %d spans%n", zone, spans);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ExitCode.COMPLETE;
  }

  /** What was read before damage is sent all the same; the damage is on record. */
  private long zone(JournalReading reading, String zone, JournalRange stretch, SpanSink sink) {
    Batches batches = new Batches(sink);
    ZoneTraces traces = new ZoneTraces(zone, batches::add);
    boolean unused =
        reading.zone(
            zone,
            stretch,
            record -> {
              traces.hear(record);
              return true;
            });
    traces.end();
    batches.send();
    return batches.sent;
  }

  private SpanSink open() throws IOException {
    return collector.isPresent()
        ? new CollectorSink(endpoint(collector.get()))
        : new FileSink(file.orElseThrow());
  }

  private URI endpoint(String text) {
    try {
      return OtlpSpans.endpoint(text);
    } catch (IllegalArgumentException e) {
      throw wrong(
          "--otlp: '%s' cannot be used; allowed: %s".formatted(text, OtlpSpans.ENDPOINT_ALLOWED),
          e);
    }
  }

  private JournalRange stretch() {
    try {
      JournalRange stretch = JournalRange.ALL;
      stretch = from.isEmpty() ? stretch : stretch.fromTime(millis("--from", from.get()));
      return to.isEmpty() ? stretch : stretch.toTime(millis("--to", to.get()));
    } catch (IllegalArgumentException e) {
      throw wrong("--from, --to: " + e.getMessage(), e);
    }
  }

  /** Spans of one zone on their way, some at a time. */
  private static final class Batches {
    private final SpanSink sink;
    private final List<SpanData> waiting = new ArrayList<>();
    private long sent;

    Batches(SpanSink sink) {
      this.sink = sink;
    }

    void add(SpanData span) {
      waiting.add(span);
      if (waiting.size() == BATCH) {
        send();
      }
    }

    void send() {
      if (waiting.isEmpty()) {
        return;
      }
      try {
        sink.take(List.copyOf(waiting));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      sent += waiting.size();
      waiting.clear();
    }
  }
}
