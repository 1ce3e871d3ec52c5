package org.zonekeeper.gateway.journal;

import org.zonekeeper.schemas.journal.Journal;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.CallbackSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.trace.TraceContext;

/** One thing that the gateway reads from Kafka. Immutable by custom: nobody changes the records. */
public sealed interface FeedItem {
  /** What the read models say; the zones themselves say the rest. */
  sealed interface ReadModel extends FeedItem {}

  /**
   * An event of a zone's journal.
   *
   * @param trace that its record belongs to
   */
  record Event(Journal.Event event, TraceContext trace) implements FeedItem {}

  /** A record of the zone-status topic. */
  record Status(ZoneStatus status) implements FeedItem {}

  /** A record of the agents' read model. */
  record Agent(AgentSnapshot snapshot) implements ReadModel {}

  /** A tombstone of the agents' read model. */
  record AgentGone(String zone, String agentId) implements ReadModel {}

  /** A callback as the read model has it. */
  record Callback(CallbackSnapshot snapshot) implements ReadModel {}

  /** A callback that there is not any more. */
  record CallbackGone(String zone, String callbackId) implements ReadModel {}

  /** The read models were read to their end; the journal's events begin here. */
  record CaughtUp() implements FeedItem {}
}
