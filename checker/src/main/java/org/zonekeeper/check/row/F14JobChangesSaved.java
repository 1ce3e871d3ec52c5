package org.zonekeeper.check.row;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.journal.JobChanged;

/** F14: after the takeover run-time changes of jobs are saved again. */
public final class F14JobChangesSaved extends AcceptedCommandJudge {
  /** Of one run. */
  public F14JobChangesSaved(Run run) {
    super("F14", "jobs' changes are saved again", "SUPChangeJob", run);
  }

  /** The job's settings have every value that was asked for. */
  @Override
  boolean hadEffect(Run run, Exchange exchange) {
    return run.journal().causedBy(exchange.commandId()).stream()
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
}
