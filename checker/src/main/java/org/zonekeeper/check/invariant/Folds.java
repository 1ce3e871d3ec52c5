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
    switch (read.event()) {
      case ZoneTakenOver e -> restored(read, e.getStateDigest(), notes);
      case ZoneHandedOver e -> restored(read, e.getStateDigest(), notes);
      default -> {
        // Says nothing of the state as a whole.
      }
    }
    fold.apply(read.event());
    sequence = read.sequence();
    live.filter(state -> state.sequence() == sequence).ifPresent(state -> held(read, state, notes));
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
