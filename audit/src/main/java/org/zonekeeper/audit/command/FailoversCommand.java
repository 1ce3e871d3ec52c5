package org.zonekeeper.audit.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.audit.failover.DesktopNotices;
import org.zonekeeper.audit.failover.DesktopNotices.Spread;
import org.zonekeeper.audit.failover.FailoverLog;
import org.zonekeeper.audit.failover.OwnerChange;
import org.zonekeeper.audit.failover.OwnerChange.Kind;
import org.zonekeeper.audit.failover.OwnerChange.Step;
import org.zonekeeper.audit.source.JournalRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit failovers}: every change of owner. */
@Command(
    name = "failovers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show every change of a zone's owner: planned or not and on what grounds, when an outage"
          + " began and ended, who had to be told, calls marked, commands refused, and how long"
          + " each step took."
    },
    footer = {"", ReadingCommand.EXIT_CODES})
final class FailoversCommand extends ReadingCommand {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only changes of this time or later.")
  private Optional<String> from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only changes of this time or earlier.")
  private Optional<String> to;

  @Option(
      names = "--transcripts",
      paramLabel = "FILE",
      description =
          "What desktops heard, as JSON lines: tells when each change reached them, which the"
              + " journal cannot know.")
  private Optional<Path> transcripts;

  @Override
  protected int run(JournalReading reading) {
    DesktopNotices notices = transcripts.map(DesktopNotices::read).orElse(DesktopNotices.NONE);
    List<OwnerChange> changes = changes(reading, stretchEnd());
    long since = from.isEmpty() ? Long.MIN_VALUE : millis("--from", from.get());
    List<OwnerChange> wanted =
        changes.stream().filter(change -> change.change().at() >= since).toList();
    for (OwnerChange change : wanted) {
      Optional<Spread> down = told(changes, change, notices, "POMNotAvailable");
      Optional<Spread> up = told(changes, change, notices, "POMAvailable");
      if (json()) {
        line(asJson(change, down, up));
      } else {
        show(change, down, up);
      }
    }
    if (!json()) {
      summary(wanted, reading.zones().size());
    }
    return ExitCode.COMPLETE;
  }

  /** The whole journal is read, since who was logged on is known from the beginning only. */
  private JournalRange stretchEnd() {
    return to.isEmpty() ? JournalRange.ALL : JournalRange.ALL.toTime(millis("--to", to.get()));
  }

  static List<OwnerChange> changes(JournalReading reading, JournalRange stretch) {
    List<OwnerChange> changes = new ArrayList<>();
    for (String zone : reading.zones()) {
      FailoverLog log = new FailoverLog();
      boolean unused =
          reading.zone(
              zone,
              stretch,
              record -> {
                log.hear(record);
                return true;
              });
      changes.addAll(log.changes());
    }
    changes.sort(Comparator.comparingLong(change -> change.change().at()));
    return changes;
  }

  private static Optional<Spread> told(
      List<OwnerChange> changes, OwnerChange change, DesktopNotices notices, String type) {
    if (change.beginning().kind() == Kind.OPENED || change.beginning().kind() == Kind.PLANNED) {
      return Optional.empty();
    }
    long until =
        changes.stream()
            .filter(other -> other.zone().equals(change.zone()))
            .filter(other -> other.epoch() > change.epoch())
            .mapToLong(other -> other.beginning().beganAt())
            .min()
            .orElse(Long.MAX_VALUE);
    return notices.spread(change.zone(), type, change.beginning().beganAt(), until);
  }

  private void show(OwnerChange change, Optional<Spread> down, Optional<Spread> up) {
    OwnerChange.Beginning begin = change.beginning();
    out()
        .println(
            "%s  %s  %s  epoch %d"
                .formatted(
                    time(change.change().at()), change.zone(), title(begin), change.epoch()));
    if (!begin.grounds().isEmpty()) {
      out().println("    grounds: " + begin.grounds());
    }
    out().println("    " + String.join("; ", stepsInWords(change)));
    if (begin.kind() != Kind.OPENED) {
      effects(change).forEach(line -> out().println("    " + line));
    }
    down.ifPresent(spread -> out().println("    " + heard("POMNotAvailable", change, spread)));
    up.ifPresent(spread -> out().println("    " + heard("POMAvailable", change, spread)));
    out().println();
  }

  private static String title(OwnerChange.Beginning begin) {
    return switch (begin.kind()) {
      case OPENED -> "opened by " + begin.to();
      case PLANNED -> "PLANNED handover %s -> %s".formatted(begin.from(), begin.to());
      case OUTAGE -> "OUTAGE %s -> %s".formatted(begin.from(), begin.to());
      case OWN_SILENCE -> "OUTAGE: %s was silent and kept the zone".formatted(begin.to());
    };
  }

  private List<String> stepsInWords(OwnerChange change) {
    List<String> words = new ArrayList<>();
    OwnerChange.Beginning begin = change.beginning();
    if (begin.kind() == Kind.PLANNED) {
      boolean announced = begin.beganAt() < change.change().at();
      words.add(announced ? "announced " + time(begin.beganAt()) : "not announced");
      words.add("no event for %d ms".formatted(change.change().at() - begin.lastBefore()));
    } else if (begin.kind() != Kind.OPENED) {
      words.add("last committed sign of life %s".formatted(time(begin.beganAt())));
    }
    for (Step step : change.steps()) {
      words.add("%s +%d ms".formatted(step.name(), step.at() - begin.beganAt()));
    }
    return words;
  }

  private static List<String> effects(OwnerChange change) {
    List<String> lines = new ArrayList<>();
    boolean outage = change.beginning().kind() != Kind.PLANNED;
    lines.add(
        "%d agents logged on%s; %d commands refused at the gateway, %d by the zone"
            .formatted(
                change.agents().size(),
                outage ? ", each to be told" : ", nobody was to be told",
                change.refusedByGateway(),
                change.refusedByZone()));
    lines.add(
        "%d calls marked nuisance FAILOVER%s; %d lines went down meanwhile"
            .formatted(
                change.marked().size(),
                change.marked().isEmpty() ? "" : " (" + some(change.marked()) + ")",
                change.endedMeanwhile().size()));
    if (change.checksAsked() > 0) {
      lines.add(
          "%d desktops asked for their states, %d agreed%s"
              .formatted(
                  change.checksAsked(),
                  change.checksPassed(),
                  change.checksFailed().isEmpty()
                      ? ""
                      : ", failed and logged off: " + some(change.checksFailed())));
    }
    if (!change.relogins().isEmpty()) {
      lines.add("had to log on anew, a Disconnect never came: " + some(change.relogins()));
    }
    return lines;
  }

  private static String some(List<String> ids) {
    int shown = Math.min(3, ids.size());
    return String.join(", ", ids.subList(0, shown))
        + (ids.size() > shown ? " and %d more".formatted(ids.size() - shown) : "");
  }

  private static String heard(String notice, OwnerChange change, Spread spread) {
    long began = change.beginning().beganAt();
    return "%s heard by %d desktops, first +%d ms, last +%d ms"
        .formatted(notice, spread.agents(), spread.firstAt() - began, spread.lastAt() - began);
  }

  private void summary(List<OwnerChange> changes, int zones) {
    long planned = count(changes, Kind.PLANNED);
    List<Long> outages =
        changes.stream()
            .filter(change -> change.beginning().kind() != Kind.OPENED)
            .filter(change -> change.beginning().kind() != Kind.PLANNED)
            .flatMap(
                change ->
                    change.availableAt().stream().mapToObj(at -> at - change.beginning().beganAt()))
            .sorted()
            .toList();
    out()
        .println(
            "%d zones: %d planned handovers, %d outages%s"
                .formatted(
                    zones,
                    planned,
                    count(changes, Kind.OUTAGE) + count(changes, Kind.OWN_SILENCE),
                    outages.isEmpty()
                        ? ""
                        : " (sign of life to available: median %d ms, longest %d ms)"
                            .formatted(outages.get(outages.size() / 2), outages.getLast())));
  }

  private static long count(List<OwnerChange> changes, Kind kind) {
    return changes.stream().filter(change -> change.beginning().kind() == kind).count();
  }

  private static ObjectNode asJson(OwnerChange change, Optional<Spread> down, Optional<Spread> up) {
    OwnerChange.Beginning begin = change.beginning();
    ObjectNode node = JSON.createObjectNode();
    node.put("zone", change.zone());
    node.put("epoch", change.epoch());
    node.put("sequence", change.change().sequence());
    node.put("kind", begin.kind().name());
    node.put("from", begin.from()).put("to", begin.to()).put("grounds", begin.grounds());
    putTime(node, "at", change.change().at());
    putTime(node, "beganAt", begin.beganAt());
    for (Step step : change.steps()) {
      ObjectNode one = node.withArray("steps").addObject().put("step", step.name());
      putTime(one, "at", step.at());
      one.put("afterMs", step.at() - begin.beganAt()).put("sequence", step.sequence());
    }
    put(node.putArray("agents"), change.agents());
    put(node.putArray("callsMarked"), change.marked());
    put(node.putArray("linesDownMeanwhile"), change.endedMeanwhile());
    put(node.putArray("desktopChecksFailed"), change.checksFailed());
    put(node.putArray("reloginRequired"), change.relogins());
    node.put("refusedByGateway", change.refusedByGateway());
    node.put("refusedByZone", change.refusedByZone());
    node.put("desktopChecksAsked", change.checksAsked());
    node.put("desktopChecksPassed", change.checksPassed());
    down.ifPresent(spread -> put(node.putObject("heardNotAvailable"), spread));
    up.ifPresent(spread -> put(node.putObject("heardAvailable"), spread));
    return node;
  }

  private static void put(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  private static void put(ObjectNode node, Spread spread) {
    node.put("agents", spread.agents());
    putTime(node, "firstAt", spread.firstAt());
    putTime(node, "lastAt", spread.lastAt());
  }
}
