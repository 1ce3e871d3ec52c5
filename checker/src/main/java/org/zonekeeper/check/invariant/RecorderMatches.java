package org.zonekeeper.check.invariant;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;

/**
 * The recorder's log has exactly the zone's events that recorders are sent, each once and in order,
 * each as the journal has it. What it has beyond the journal's end may be newer than the journal
 * was when it was read.
 */
final class RecorderMatches implements ZoneInvariant {
  private final Stream<LogLine> log;
  private final Iterator<LogLine> lines;
  private final Function<JournalEntry, String> sentAs;
  private Optional<LogLine> next = Optional.empty();

  /**
   * @param log the recorder's lines of this zone, in its order; closed with this
   * @param sentAs as what recorders are sent an event; empty text: they are not
   */
  RecorderMatches(Stream<LogLine> log, Function<JournalEntry, String> sentAs) {
    this.log = log;
    this.lines = log.iterator();
    this.sentAs = sentAs;
    advance();
  }

  @Override
  public String id() {
    return "recorder";
  }

  @Override
  public String title() {
    return "the recorder's log has what the journal sends, each once and in order";
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(Read read, Notes notes) {
    String type = sentAs.apply(read.entry());
    boolean wanted = !type.isEmpty();
    while (next.isPresent() && next.get().number("sequence") < read.sequence()) {
      extra(read, next.get(), notes);
      advance();
    }
    boolean there = next.filter(line -> line.number("sequence") == read.sequence()).isPresent();
    if (wanted && there) {
      same(read, type, next.orElseThrow(), notes);
      notes.count("events at the recorder");
    } else if (wanted) {
      notes.fault(read, read + " never reached the recorder");
    }
    if (wanted && there) {
      advance();
    }
  }

  private void extra(Read read, LogLine line, Notes notes) {
    notes.fault(
        read,
        "the recorder has a %s of sequence %d that it was not owed, or not then"
            .formatted(line.text("type"), line.number("sequence")));
  }

  private static void same(Read read, String sentAs, LogLine line, Notes notes) {
    String type = line.text("type");
    if (!type.endsWith(sentAs) || line.number("epoch") != read.entry().epoch()) {
      notes.fault(
          read,
          "%s reached the recorder as %s, epoch %d".formatted(read, type, line.number("epoch")));
    }
    String code = read.event().getOptionalCompletionCode().orElse("");
    if (!code.equals(line.json().path("data").path("completionCode").asText(""))) {
      notes.fault(read, "%s: the recorder has another completion code".formatted(read));
    }
  }

  @Override
  public void close() {
    log.close();
  }

  private void advance() {
    next = lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
  }
}
