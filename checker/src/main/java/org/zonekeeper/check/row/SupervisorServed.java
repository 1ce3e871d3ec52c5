package org.zonekeeper.check.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.Exchange;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.JobChanged;

/** F14 and F15: after the takeover changes of jobs are saved, and moves of agents take effect. */
public final class SupervisorServed implements Judge {
  private final String id;
  private final String title;
  private final String command;

  private SupervisorServed(String id, String title, String command) {
    this.id = id;
    this.title = title;
    this.command = command;
  }

  /** F14: run-time changes of jobs. */
  public static SupervisorServed ofJobChanges() {
    return new SupervisorServed("F14", "jobs' changes are saved again", "SUPChangeJob");
  }

  /** F15: moves of agents. */
  public static SupervisorServed ofMoves() {
    return new SupervisorServed("F15", "agents' moves take effect again", "SUPMoveAgent");
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void judge(Story story, Findings findings) {
    int served = 0;
    for (Outage outage : story.incidents().mended()) {
      for (Exchange exchange : story.desktops().said(command)) {
        if (exchange.zone().equals(outage.zone())
            && exchange.sentAt() > outage.availableAt()
            && exchange.sentAt() < outage.until()) {
          served++;
          judge(story, exchange, findings);
        }
      }
    }
    findings.exercised(served, "%s was sent after a takeover".formatted(command));
    findings.proof("%d accepted, each with its effect in the journal".formatted(served));
  }

  private void judge(Story story, Exchange exchange, Findings findings) {
    if (!exchange.accepted()) {
      findings.fault(
          "%s was refused after the takeover: %s".formatted(exchange, exchange.reason()));
      return;
    }
    boolean effect =
        command.equals("SUPChangeJob") ? saved(story, exchange) : moved(story, exchange);
    findings.require(effect, exchange + " was accepted, but the journal has no effect of it");
  }

  /** The job's settings have every value that was asked for. */
  private static boolean saved(Story story, Exchange exchange) {
    return story.journal().causedBy(exchange.commandId()).stream()
        .map(JournalEntry::event)
        .anyMatch(
            event ->
                event instanceof JobChanged changed
                    && changed.getJobId().equals(exchange.command().text("job"))
                    && has(changed.getSettings(), exchange.command().message().path("changes")));
  }

  private static boolean has(SpecificRecord settings, JsonNode changes) {
    for (var change : changes.properties()) {
      Schema.Field field = settings.getSchema().getField(change.getKey());
      if (field == null || !same(settings.get(field.pos()), change.getValue())) {
        return false;
      }
    }
    return !changes.isEmpty();
  }

  private static boolean same(Object saved, JsonNode asked) {
    return saved instanceof Number number
        ? asked.isNumber() && number.doubleValue() == asked.asDouble()
        : String.valueOf(saved).equals(asked.asText());
  }

  /** The agent is attached to the job, at once or when the call in hand was done. */
  private static boolean moved(Story story, Exchange exchange) {
    List<JournalEntry> caused = story.journal().causedBy(exchange.commandId());
    if (caused.isEmpty()) {
      return false;
    }
    String job = exchange.command().text("job");
    long from = caused.getFirst().sequence();
    return story.journal().agent(exchange.command().text("agent")).stream()
        .filter(entry -> entry.sequence() >= from)
        .map(JournalEntry::event)
        .anyMatch(event -> event instanceof AgentJobStateChanged change && reaches(change, job));
  }

  private static boolean reaches(AgentJobStateChanged change, String job) {
    return change.getJobState() == JobState.ATTACHED
        ? job.equals(change.getJobId())
        : job.equals(change.getTargetJobId());
  }
}
