package org.zonekeeper.domain;

import java.time.Duration;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * How far the zone's owner has read its two input topics. Where it lags behind, a word that seems
 * to be missing stands in a topic unread; so before the zone concludes anything from silence, the
 * owner writes a barrier into both topics and reads it back. No fold of the journal: a new owner
 * begins anew. Confined to the zone's thread.
 */
final class InputProgress {
  /** A barrier that is not back by then was lost with its topic's end; it is written again. */
  static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private static final long NEVER = Long.MIN_VALUE;

  private long asked = NEVER;
  private long commands = NEVER;
  private long facts = NEVER;

  /** Forgets what was read: the owner reads from now on. */
  void begin() {
    asked = NEVER;
    commands = NEVER;
    facts = NEVER;
  }

  /** Takes note if the input is a barrier that the zone's present owner wrote. */
  void note(Input input, ZoneRecord zone) {
    switch (input) {
      case Input.Command(var command, long offset)
          when command instanceof CommandBarrier barrier
              && isOwn(barrier.getEpoch(), barrier.getIncarnation(), zone) ->
          commands = Math.max(commands, barrier.getHeader().getSentAt());
      case Input.Fact(var fact, long offset, long ahead)
          when fact instanceof FactBarrier barrier
              && isOwn(barrier.getEpoch(), barrier.getIncarnation(), zone) ->
          facts = Math.max(facts, barrier.getHeader().getOccurredAt());
      default -> {
        // Says nothing about what was written when.
      }
    }
  }

  private static boolean isOwn(long epoch, String incarnation, ZoneRecord zone) {
    return epoch == zone.getEpoch() && incarnation.equals(zone.getOwner().getIncarnation());
  }

  /** Everything that was written by then has been read, epoch milliseconds of the zone's time. */
  long readUpTo() {
    return Math.min(commands, facts);
  }

  /**
   * Asks how far the owner has read.
   *
   * @return whether barriers are to be written now: not if some are still on their way
   */
  boolean ask(long now) {
    boolean underWay = asked > readUpTo() && now - asked < ASK_AGAIN.toMillis();
    if (!underWay) {
      asked = now;
    }
    return !underWay;
  }
}
