package org.zonekeeper.audit.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.state.EntityViews;
import org.zonekeeper.audit.state.JournalInstant;
import org.zonekeeper.audit.state.ZoneFold;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.ZoneRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit state}: zones, agents and calls as they were at any instant. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show the state of zones at an instant: every event up to it is applied, by the Agent"
          + " Manager's own rules, to an empty zone.",
      "With --agent or --call, only that one, in full."
    },
    footer = {"", "An instant is " + JournalInstant.FORMS + ".", "", ReadingCommand.EXIT_CODES})
final class StateCommand extends ReadingCommand {
  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      defaultValue = "end",
      description = "When (default: the end of the journal).")
  private String at;

  @Option(names = "--agent", paramLabel = "ID", description = "Only this agent.")
  private Optional<String> agent;

  @Option(names = "--call", paramLabel = "ID", description = "Only this call.")
  private Optional<String> call;

  @Option(
      names = "--from-the-beginning",
      description =
          "Apply every event from the first on, even if the archive keeps a state on the way.")
  private boolean fromTheBeginning;

  private boolean found;

  @Override
  protected int run(JournalReading reading) {
    JournalInstant moment = moment("--at", at);
    requireOneZone(moment, reading);
    for (String zone : reading.zones()) {
      fold(reading, zone, moment).ifPresent(fold -> show(zone, moment, fold.state()));
    }
    if (!found && reading.missing().isEmpty()) {
      err()
          .println(
              "audit: %s there was no %s in %s"
                  .formatted(
                      moment,
                      agent.map(id -> "agent " + id).orElse("call " + call.orElse("")),
                      reading.zones()));
      return ExitCode.FAILED;
    }
    return ExitCode.COMPLETE;
  }

  private Optional<ZoneFold> fold(JournalReading reading, String zone, JournalInstant moment) {
    JournalRange until = moment.until();
    Optional<ZoneFold> kept =
        fromTheBeginning ? Optional.empty() : reading.nearestState(zone, until).map(ZoneFold::from);
    ZoneFold fold = kept.orElseGet(() -> new ZoneFold(zone));
    Predicate<JournalRecord> apply =
        record -> {
          fold.apply(record);
          return true;
        };
    boolean whole =
        kept.isPresent()
            ? reading.zone(zone, until.fromSequence(fold.sequence() + 1), apply)
            : reading.zoneFromTheBeginning(zone, until, apply);
    return whole ? Optional.of(fold) : Optional.empty();
  }

  private void requireOneZone(JournalInstant moment, JournalReading reading) {
    if (moment instanceof JournalInstant.AtSequence && reading.zones().size() > 1) {
      throw wrong(
          "--at: a sequence is one of a zone; name the zone with --zone, one of "
              + reading.zones());
    }
  }

  private void show(String zone, JournalInstant moment, ZoneState state) {
    if (agent.isPresent() || call.isPresent()) {
      agent.flatMap(state::agent).ifPresent(one -> entity(zone, moment, EntityViews.json(one)));
      call.flatMap(state::call).ifPresent(one -> entity(zone, moment, EntityViews.json(one)));
      return;
    }
    found = true;
    if (json()) {
      ObjectNode node = JSON.createObjectNode().put("zone", zone).put("moment", moment.toString());
      node.put("digest", state.digest());
      ObjectNode entities = node.putObject("entities");
      EntityViews.of(state).forEach(entities::set);
      line(node);
    } else {
      zoneTable(zone, moment, state);
    }
  }

  private void entity(String zone, JournalInstant moment, JsonNode entity) {
    found = true;
    if (json()) {
      ObjectNode node = JSON.createObjectNode().put("zone", zone).put("moment", moment.toString());
      node.set("entity", entity);
      line(node);
      return;
    }
    out().println("zone %s at %s".formatted(zone, moment));
    Table table = new Table("field", "value");
    for (Map.Entry<String, JsonNode> field : entity.properties()) {
      table.row(field.getKey(), value(field.getKey(), field.getValue()));
    }
    table.print(out());
    out().println();
  }

  /** Times are kept as epoch milliseconds: shown as times too. */
  private String value(String name, JsonNode value) {
    boolean time =
        value.isIntegralNumber()
            && value.asLong() > 1_000_000_000_000L
            && name.matches(".*(At|Since|[dD]eadline)");
    return time ? "%s (%s)".formatted(value.asText(), time(value.asLong())) : plain(value);
  }

  static String plain(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private void zoneTable(String zone, JournalInstant moment, ZoneState state) {
    ZoneRecord record = state.zone();
    out()
        .println(
            "zone %s at %s: %s, epoch %d, owner %s, after sequence %d of %s"
                .formatted(
                    zone,
                    moment,
                    record.getLife(),
                    record.getEpoch(),
                    record.getOwner() == null ? "nobody" : record.getOwner().getAgentManager(),
                    record.getSequence(),
                    time(record.getAt())));
    out()
        .println(
            "  %d agents, %d calls under way, %d jobs; digest %s"
                .formatted(
                    state.agents().size(),
                    state.calls().size(),
                    state.jobs().size(),
                    state.digest()));
    print(agents(state));
    print(calls(state));
    print(jobs(state));
    out().println();
  }

  private void print(Table table) {
    if (!table.isEmpty()) {
      out().println();
      table.print(out());
    }
  }

  private static Table agents(ZoneState state) {
    Table table = new Table("agent", "state", "call state", "job state", "nail-up", "job", "call");
    for (AgentRecord agent : state.agents()) {
      table.row(
          agent.getAgentId(),
          agent.getAgentState(),
          agent.getCallState(),
          agent.getJobState(),
          agent.getNailup(),
          shown(agent.getJobId()),
          shown(agent.getCallId()));
    }
    return table;
  }

  private Table calls(ZoneState state) {
    Table table = new Table("call", "phase", "job", "agent", "nuisance", "dialled");
    for (CallRecord call : state.calls()) {
      table.row(
          call.getCallId(),
          call.getPhase(),
          call.getJobId(),
          shown(call.getAgentId()),
          shown(call.getNuisance()),
          time(call.getAttemptedAt()));
    }
    return table;
  }

  private static Table jobs(ZoneState state) {
    Table table = new Table("job", "phase", "campaign", "live-answered today", "nuisance today");
    for (JobRecord job : state.jobs()) {
      table.row(
          job.getJobId(),
          job.getPhase(),
          job.getSettings().getCampaign(),
          job.getLiveAnswered(),
          job.getNuisances());
    }
    return table;
  }

  private static String shown(Object value) {
    return value == null ? "-" : value.toString();
  }
}
