package org.zonekeeper.check.invariant;

import java.util.Optional;
import org.zonekeeper.check.story.ZoneFold;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * The state is the fold of the journal: wherever an owner says what it restored, and wherever a
 * live store was asked, the fold up to there has the same digest.
 */
final class Folds implements ZoneInvariant {
  private final ZoneFold fold;
  private final Optional<LiveState> live;
  private long sequence;

  /** Whether an event could not be applied: there is no state from then on. */
  private boolean broken;

  /**
   * @param fold of the zone before its first event
   * @param live what the zone's live store was found to hold, if it was asked
   */
  Folds(ZoneFold fold, Optional<LiveState> live) {
    this.fold = fold;
    this.live = live;
  }

  @Override
  public String id() {
    return "fold";
  }

  @Override
  public String title() {
    return "the state that owners restored and hold is the fold of the journal";
  }

  @Override
  public void next(Read read, Notes notes) {
    sequence = read.sequence();
    if (broken) {
      return;
    }
    switch (read.event()) {
      case ZoneTakenOver e -> restored(read, e.getStateDigest(), notes);
      case ZoneHandedOver e -> restored(read, e.getStateDigest(), notes);
      default -> {
        // Says nothing of the state as a whole.
      }
    }
    if (applied(read, notes)) {
      live.filter(state -> state.sequence() == sequence)
          .ifPresent(state -> held(read, state, notes));
    }
  }

  @Override
  public void end(Notes notes) {
    live.filter(state -> state.sequence() > sequence)
        .ifPresent(
            state ->
                notes.fault(
                    sequence,
                    -1,
                    "",
                    "the live store is at sequence %d, the journal ends with %d"
                        .formatted(state.sequence(), sequence)));
  }

  /**
   * True journals can be applied; in a damaged one an event may meet a state it cannot have met.
   */
  private boolean applied(Read read, Notes notes) {
    try {
      fold.apply(read.event());
    } catch (RuntimeException e) {
      // Nothing but the events takes part in the call above, so whatever it throws is their fault.
      broken = true;
      notes.fault(
          read,
          "%s cannot be applied to the fold before it, which ends here: %s".formatted(read, e));
    }
    return !broken;
  }

  private void restored(Read read, String claimed, Notes notes) {
    notes.count("restored states compared");
    String folded = fold.digest();
    if (!folded.equals(claimed)) {
      notes.fault(
          read,
          "%s: the restored state has digest %.12s…, the fold of the journal %.12s…"
              .formatted(read, claimed, folded));
    }
  }

  private void held(Read read, LiveState state, Notes notes) {
    notes.count("live stores compared");
    String folded = fold.digest();
    if (!folded.equals(state.digest())) {
      notes.fault(
          read,
          "the live store has digest %.12s… at sequence %d, the fold of the journal %.12s…"
              .formatted(state.digest(), state.sequence(), folded));
    }
  }
}
