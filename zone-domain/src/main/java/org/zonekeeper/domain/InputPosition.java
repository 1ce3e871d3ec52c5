package org.zonekeeper.domain;

import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * Tells by an input's position whether the zone has decided on it before: after the group's offsets
 * were lost, an owner reads its topics anew. Stateless.
 */
final class InputPosition {
  private InputPosition() {}

  /**
   * Whether the input stands before one that the zone has decided on. An owner's barrier of the
   * zone's present epoch cannot: it was written after all that. If it does, the topic is a new one,
   * whose offsets begin anew, and so does what the zone expects, with the barrier's event.
   */
  static boolean isDecided(Input input, ZoneRecord zone) {
    return switch (input) {
      case Input.Command c ->
          isBefore(c.offset(), zone.getNextCommand()) && !isAwaited(c.command(), zone);
      case Input.Fact f -> isBefore(f.offset(), zone.getNextFact()) && !isAwaited(f.fact(), zone);
      case Input.Tick t -> false;
      case Input.Check c -> false;
      case Input.Adopt a -> false;
      case Input.AnnounceHandover a -> false;
      case Input.CampaignNews n -> false;
      case Input.OldestMember m -> false;
    };
  }

  private static boolean isBefore(long offset, long next) {
    return offset != Input.NOWHERE && offset < next;
  }

  private static boolean isAwaited(SpecificRecord input, ZoneRecord zone) {
    return switch (input) {
      case CommandBarrier barrier ->
          !zone.getCommandBarrierPassed() && barrier.getEpoch() == zone.getEpoch();
      case FactBarrier barrier ->
          !zone.getFactBarrierPassed() && barrier.getEpoch() == zone.getEpoch();
      default -> false;
    };
  }
}
