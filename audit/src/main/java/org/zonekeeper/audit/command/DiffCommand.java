package org.zonekeeper.audit.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.state.EntityViews;
import org.zonekeeper.audit.state.JournalInstant;
import org.zonekeeper.audit.state.StateDiff;
import org.zonekeeper.audit.state.StateDiff.Difference;
import org.zonekeeper.audit.state.ZoneFold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit diff}: what changed between two instants. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show what differs in the zones' states between two instants.",
    footer = {"", "An instant is " + JournalInstant.FORMS + ".", "", ReadingCommand.EXIT_CODES})
final class DiffCommand extends ReadingCommand {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "INSTANT",
      description = "The earlier instant.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      defaultValue = "end",
      description = "The later instant (default: the end of the journal).")
  private String to;

  @Override
  protected int run(JournalReading reading) {
    JournalInstant earlier = moment("--from", from);
    JournalInstant later = moment("--to", to);
    boolean bySequence =
        earlier instanceof JournalInstant.AtSequence || later instanceof JournalInstant.AtSequence;
    if (bySequence && reading.zones().size() > 1) {
      throw wrong(
          "a sequence is one of a zone; name the zone with --zone, one of " + reading.zones());
    }
    for (String zone : reading.zones()) {
      compare(reading, zone, earlier, later);
    }
    return ExitCode.COMPLETE;
  }

  private void compare(
      JournalReading reading, String zone, JournalInstant earlier, JournalInstant later) {
    ZoneFold fold = new ZoneFold(zone);
    JournalRange first = earlier.until();
    List<Map<String, JsonNode>> before = new ArrayList<>();
    boolean whole =
        reading.zoneFromTheBeginning(
            zone,
            later.until(),
            record -> {
              if (before.isEmpty() && isBeyond(first, record)) {
                before.add(EntityViews.of(fold.state()));
              }
              fold.apply(record);
              return true;
            });
    if (!whole) {
      return;
    }
    Map<String, JsonNode> after = EntityViews.of(fold.state());
    show(zone, StateDiff.between(before.isEmpty() ? after : before.getFirst(), after));
  }

  private static boolean isBeyond(JournalRange first, JournalRecord record) {
    return first.endsBefore(record.sequence(), record.at());
  }

  private void show(String zone, List<Difference> differences) {
    if (json()) {
      differences.forEach(difference -> line(asJson(zone, difference)));
      return;
    }
    out().println("zone %s: %d differences".formatted(zone, differences.size()));
    Table table = new Table("entity", "what", "before", "after");
    for (Difference one : differences) {
      switch (one.kind()) {
        case CAME -> table.row(one.entity(), "came", "", one.after());
        case WENT -> table.row(one.entity(), "went", "", "");
        case CHANGED ->
            table.row(
                one.entity(),
                one.field(),
                StateCommand.plain(one.before()),
                StateCommand.plain(one.after()));
      }
    }
    if (!table.isEmpty()) {
      table.print(out());
    }
    out().println();
  }

  private static ObjectNode asJson(String zone, Difference difference) {
    ObjectNode node = JSON.createObjectNode().put("zone", zone);
    node.put("entity", difference.entity()).put("kind", difference.kind().name());
    if (!difference.field().isEmpty()) {
      node.put("field", difference.field());
    }
    if (!difference.before().isMissingNode()) {
      node.set("before", difference.before());
    }
    if (!difference.after().isMissingNode()) {
      node.set("after", difference.after());
    }
    return node;
  }
}
