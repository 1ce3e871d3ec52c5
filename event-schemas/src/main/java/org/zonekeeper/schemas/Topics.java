package org.zonekeeper.schemas;

import java.time.Duration;
import java.util.List;
import org.zonekeeper.schemas.TopicSpec.Cleanup;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.CallbackSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.trust.ContractTypes;

/**
 * The catalogue of topics. A record type belongs to a multi-type topic when its IDL protocol
 * declares it with a {@code header} as its first field, so that a new type is named in one place
 * only.
 *
 * <p>Every topic has one partition for each zone of the {@link ZoneDirectory} (and its spares), and
 * every record of a zone lies in the zone's own partition. Keys are UTF-8 strings: the zone id, and
 * in {@link #AGENTS} the agent id or that of {@link CallbackKey}.
 */
public final class Topics {
  static {
    ContractTypes.trust();
  }

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration QUARTER = Duration.ofDays(90);

  public static final TopicSpec COMMANDS =
      new TopicSpec("zonekeeper.commands", List.copyOf(Command.types()), Cleanup.DELETE, WEEK);
  public static final TopicSpec FACTS =
      new TopicSpec("zonekeeper.platform-facts", List.copyOf(Fact.types()), Cleanup.DELETE, WEEK);

  /** Kept long enough for the regulator's 30-day window and an audit after it. */
  public static final TopicSpec JOURNAL =
      new TopicSpec("zonekeeper.journal", List.copyOf(Event.types()), Cleanup.DELETE, QUARTER);

  public static final TopicSpec ORDERS =
      new TopicSpec("zonekeeper.dial-orders", List.copyOf(Order.types()), Cleanup.DELETE, WEEK);
  public static final TopicSpec ZONE_STATUS =
      new TopicSpec("zonekeeper.zone-status", List.of(ZoneStatus.class), Cleanup.COMPACT, WEEK);
  public static final TopicSpec AGENTS =
      new TopicSpec(
          "zonekeeper.agents",
          List.of(AgentSnapshot.class, CallbackSnapshot.class),
          Cleanup.COMPACT,
          WEEK);

  /**
   * The journal as a recorder sees it; as long as the journal, so that neither outlives the other.
   */
  public static final TopicSpec RECORDER =
      new TopicSpec(
          "zonekeeper.recorder", List.copyOf(RecorderEvent.types()), Cleanup.DELETE, QUARTER);

  /** CloudEvents that a recorder refused for good, as they were sent, with the cause in headers. */
  public static final TopicSpec RECORDER_DEAD_LETTERS =
      new TopicSpec("zonekeeper.recorder-dead-letters", List.of(), Cleanup.DELETE, QUARTER);

  /** Raw source records that could not be decoded, with their cause in the headers. */
  public static final TopicSpec DEAD_LETTERS =
      new TopicSpec("zonekeeper.dead-letters", List.of(), Cleanup.DELETE, QUARTER);

  private static final List<TopicSpec> ALL =
      List.of(
          COMMANDS,
          FACTS,
          JOURNAL,
          ORDERS,
          ZONE_STATUS,
          AGENTS,
          RECORDER,
          RECORDER_DEAD_LETTERS,
          DEAD_LETTERS);

  private Topics() {}

  /** Every topic of the contract, in the order of the architecture document. */
  public static List<TopicSpec> all() {
    return ALL;
  }
}
