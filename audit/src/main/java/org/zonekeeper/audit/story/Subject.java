package org.zonekeeper.audit.story;

import java.util.Optional;
import org.zonekeeper.schemas.journal.Journal.Event;

/** What an event is about. Stateless; any thread. */
public final class Subject {
  private Subject() {}

  /** Whether the event is about the call, be it known to the zone or not. */
  public static boolean isCall(Event event, String callId) {
    return is(event.getOptionalCallId(), callId) || is(event.getOptionalSubject(), callId);
  }

  /** Whether the event is about the agent, or an answer to a command of the agent. */
  public static boolean isAgent(Event event, String agentId) {
    return is(event.getOptionalAgentId(), agentId)
        || is(event.getOptionalActor(), agentId)
        || is(event.getOptionalSubject(), agentId);
  }

  /** Whether the command or fact of this id led to the event. */
  public static boolean isCausedBy(Event event, String id) {
    return event.getHeader().getCause().getId().equals(id);
  }

  /** Whether the event is about the job. */
  public static boolean isJob(Event event, String jobId) {
    return is(event.getOptionalJobId(), jobId)
        || is(event.getOptionalTargetJobId(), jobId)
        || is(event.getOptionalSubject(), jobId);
  }

  private static boolean is(Optional<String> id, String wanted) {
    return id.filter(wanted::equals).isPresent();
  }
}
