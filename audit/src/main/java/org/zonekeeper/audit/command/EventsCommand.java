package org.zonekeeper.audit.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalTail;
import org.zonekeeper.audit.source.LiveJournal;
import org.zonekeeper.audit.state.EntityViews;
import org.zonekeeper.audit.story.EventSentences;
import org.zonekeeper.audit.story.Subject;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.settings.OptionBounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit events}: the journal as it is, filtered. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show events of the journal, all zones by time; each filter narrows what is shown.",
      "With --json, one line of JSON for each event."
    },
    footer = {"", ReadingCommand.EXIT_CODES})
final class EventsCommand extends ReadingCommand {
  private static final String ROW = "%-23s  %-10s %8s  %4s  %-22s  %s%n";

  @Option(names = "--call", paramLabel = "ID", description = "Only events about this call.")
  private Optional<String> call;

  @Option(
      names = "--agent",
      paramLabel = "ID",
      description = "Only events about this agent, answers to the agent's commands among them.")
  private Optional<String> agent;

  @Option(names = "--job", paramLabel = "ID", description = "Only events about this job.")
  private Optional<String> job;

  @Option(
      names = "--kind",
      paramLabel = "TYPE",
      split = ",",
      description =
          "Only events of this type, such as CallCompleted; '*' stands for anything (Zone*); may be"
              + " repeated.")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--cause",
      paramLabel = "ID",
      description = "Only events that this command or fact led to.")
  private Optional<String> cause;

  @Option(names = "--from", paramLabel = "TIME", description = "Only events of this time or later.")
  private Optional<String> from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only events of this time or earlier.")
  private Optional<String> to;

  @Option(
      names = "--from-sequence",
      paramLabel = "N",
      defaultValue = "1",
      description = "Only events of this sequence or later.")
  private long fromSequence;

  @Option(
      names = "--to-sequence",
      paramLabel = "N",
      defaultValue = "9223372036854775807",
      description = "Only events of this sequence or earlier.")
  private long toSequence;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "9223372036854775807",
      description = "Stop after so many events.")
  private long limit;

  @Option(
      names = "--follow",
      description = "Then go on with new events as they are committed, until Ctrl-C.")
  private boolean follow;

  private long shown;

  @Override
  protected void check() {
    OptionBounds.require("--from-sequence", fromSequence, 1, Long.MAX_VALUE);
    OptionBounds.require("--to-sequence", toSequence, fromSequence, Long.MAX_VALUE);
    OptionBounds.require("--limit", limit, 1, Long.MAX_VALUE);
  }

  @Override
  protected int run(JournalReading reading) {
    if (follow && !(reading.source() instanceof LiveJournal)) {
      throw wrong("--follow: only a live journal can be followed; leave --archive out");
    }
    Predicate<Event> wanted = filter();
    JournalRange stretch = stretch();
    if (!json()) {
      out().printf(ROW, "time", "zone", "sequence", "own.", "event", "what happened");
    }
    if (reading.source() instanceof LiveJournal live && follow) {
      try (JournalTail tail = live.follow(reading.zones())) {
        past(reading, stretch, wanted);
        out().flush();
        tail(tail, wanted);
      }
    } else {
      past(reading, stretch, wanted);
    }
    return ExitCode.COMPLETE;
  }

  private void past(JournalReading reading, JournalRange stretch, Predicate<Event> wanted) {
    reading.byTime(stretch, record -> showIf(wanted, record));
  }

  private void tail(JournalTail tail, Predicate<Event> wanted) {
    while (shown < limit && tail.hasNext()) {
      JournalRecord record = tail.next();
      if (!record.readable()) {
        throw new DamagedJournalException(
            record.zone(), "%s: %s".formatted(record, record.fault()));
      }
      boolean unused = showIf(wanted, record);
      out().flush();
    }
  }

  private boolean showIf(Predicate<Event> wanted, JournalRecord record) {
    if (wanted.test(record.event())) {
      show(record);
      shown++;
    }
    return shown < limit;
  }

  private void show(JournalRecord record) {
    if (json()) {
      line(asJson(record));
      return;
    }
    out()
        .printf(
            ROW,
            time(record.at()),
            record.zone(),
            record.sequence(),
            record.header().getEpoch(),
            record.event().getSchema().getName(),
            EventSentences.of(record.event()));
  }

  /** An event as every command here writes it as JSON. */
  static ObjectNode asJson(JournalRecord record) {
    ObjectNode node = JSON.createObjectNode();
    node.put("zone", record.zone());
    node.put("sequence", record.sequence());
    node.put("epoch", record.header().getEpoch());
    putTime(node, "at", record.at());
    node.put("type", record.event().getSchema().getName());
    node.put("words", EventSentences.of(record.event()));
    Cause cause = record.header().getCause();
    node.putObject("cause")
        .put("kind", cause.getKind().name())
        .put("type", cause.getType())
        .put("id", cause.getId());
    ObjectNode event = (ObjectNode) EntityViews.json(record.event());
    event.remove("header");
    node.set("event", event);
    return node;
  }

  private JournalRange stretch() {
    try {
      JournalRange stretch =
          new JournalRange(fromSequence, toSequence, Long.MIN_VALUE, Long.MAX_VALUE);
      stretch = from.isEmpty() ? stretch : stretch.fromTime(millis("--from", from.get()));
      return to.isEmpty() ? stretch : stretch.toTime(millis("--to", to.get()));
    } catch (IllegalArgumentException e) {
      throw wrong("--from, --to: " + e.getMessage(), e);
    }
  }

  private Predicate<Event> filter() {
    Predicate<Event> wanted = event -> true;
    if (call.isPresent()) {
      wanted = wanted.and(event -> Subject.isCall(event, call.get()));
    }
    if (agent.isPresent()) {
      wanted = wanted.and(event -> Subject.isAgent(event, agent.get()));
    }
    if (job.isPresent()) {
      wanted = wanted.and(event -> Subject.isJob(event, job.get()));
    }
    if (cause.isPresent()) {
      wanted = wanted.and(event -> Subject.isCausedBy(event, cause.get()));
    }
    if (!kinds.isEmpty()) {
      Set<String> types = types();
      wanted = wanted.and(event -> types.contains(event.getSchema().getName()));
    }
    return wanted;
  }

  private Set<String> types() {
    Set<String> known =
        Topics.JOURNAL.types().stream().map(Class::getSimpleName).collect(Collectors.toSet());
    return kinds.stream()
        .map(
            kind -> {
              String pattern = "\\Q" + kind.replace("*", "\\E.*\\Q") + "\\E";
              Set<String> matching =
                  known.stream().filter(type -> type.matches(pattern)).collect(Collectors.toSet());
              if (matching.isEmpty()) {
                throw wrong(
                    "--kind: there is no event %s; there are %s"
                        .formatted(kind, known.stream().sorted().toList()));
              }
              return matching;
            })
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }
}
