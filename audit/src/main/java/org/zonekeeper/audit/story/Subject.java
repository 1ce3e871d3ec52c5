package org.zonekeeper.audit.story;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.Headers;

/** What an event is about, by the names of its fields. Stateless; any thread. */
public final class Subject {
  private Subject() {}

  /** A text field of the event; empty if its type has none of this name or it is null. */
  public static Optional<String> text(SpecificRecord event, String field) {
    Schema.Field found = event.getSchema().getField(field);
    return found == null
        ? Optional.empty()
        : Optional.ofNullable(event.get(found.pos())).map(Object::toString);
  }

  /** Whether a field of this name has the value. */
  public static boolean has(SpecificRecord event, String field, String value) {
    return text(event, field).filter(value::equals).isPresent();
  }

  /** Whether the event is about the call, be it known to the zone or not. */
  public static boolean isCall(SpecificRecord event, String callId) {
    return has(event, "callId", callId) || has(event, "subject", callId);
  }

  /** Whether the event is about the agent, or an answer to a command of the agent. */
  public static boolean isAgent(SpecificRecord event, String agentId) {
    return has(event, "agentId", agentId)
        || has(event, "actor", agentId)
        || has(event, "subject", agentId);
  }

  /** Whether the command or fact of this id led to the event. */
  public static boolean isCausedBy(SpecificRecord event, String id) {
    return Headers.ofEvent(event).getCause().getId().equals(id);
  }

  /** Whether the event is about the job. */
  public static boolean isJob(SpecificRecord event, String jobId) {
    return has(event, "jobId", jobId)
        || has(event, "targetJobId", jobId)
        || has(event, "subject", jobId);
  }
}
