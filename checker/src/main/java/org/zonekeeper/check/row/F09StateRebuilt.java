package org.zonekeeper.check.row;

import java.util.Optional;
import org.zonekeeper.check.evidence.LiveState;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.judge.StateFold;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.ZoneRun;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F9: the new owner's state is the old one's, rebuilt before it emits anything. The state is the
 * fold of the journal by the domain's own application of events: wherever an owner says what it
 * restored, and wherever a live store was asked, the fold up to there has the same digest.
 */
public final class F09StateRebuilt extends Judge {
  private final StateFold fold;
  private final Optional<LiveState> live;
  private final Optional<ZoneRun> run;
  private long sequence;
  private long takeovers;

  /** Whether an event could not be applied: there is no state from then on. */
  private boolean broken;

  /**
   * @param fold of the zone before its first event
   * @param live what the zone's live store was found to hold, if it was asked
   * @param run what the platform was ordered, if it is known
   */
  public F09StateRebuilt(StateFold fold, Optional<LiveState> live, Optional<ZoneRun> run) {
    super("F9", "the state that owners restore and hold is the fold of the journal");
    this.fold = fold;
    this.live = live;
    this.run = run;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    sequence = entry.sequence();
    if (broken) {
      return;
    }
    switch (entry.event()) {
      case ZoneTakenOver e -> {
        takeovers++;
        restored(entry, e.getStateDigest(), findings);
      }
      case ZoneHandedOver e -> restored(entry, e.getStateDigest(), findings);
      default -> {
        // Says nothing of the state as a whole.
      }
    }
    if (applied(entry, findings)) {
      live.filter(state -> state.sequence() == sequence)
          .ifPresent(state -> held(entry, state, findings));
    }
  }

  @Override
  public void end(Findings findings) {
    live.filter(state -> state.sequence() > sequence)
        .ifPresent(
            state ->
                findings.faultAt(
                    sequence,
                    "the live store is at sequence %d, the journal ends with %d"
                        .formatted(state.sequence(), sequence)));
    run.ifPresent(known -> known.mended().forEach(outage -> ordersWaited(known, outage, findings)));
    findings.exercised(takeovers, "takeover in the journal");
  }

  /**
   * True journals can be applied; in a damaged one an event may meet a state it cannot have met.
   */
  private boolean applied(HashedEntry entry, Findings findings) {
    try {
      fold.apply(entry.event());
    } catch (RuntimeException e) {
      // Nothing but the events takes part in the call above, so whatever it throws is their fault.
      broken = true;
      findings.fault(
          entry,
          "%s cannot be applied to the fold before it, which ends here: %s".formatted(entry, e));
    }
    return !broken;
  }

  private void restored(HashedEntry entry, String claimed, Findings findings) {
    findings.count("restored states compared");
    String folded = fold.digest();
    findings.require(
        folded.equals(claimed),
        entry,
        "%s: the restored state has digest %.12s…, the fold of the journal %.12s…"
            .formatted(entry, claimed, folded));
  }

  private void held(HashedEntry entry, LiveState state, Findings findings) {
    findings.count("live stores compared");
    String folded = fold.digest();
    findings.require(
        folded.equals(state.digest()),
        entry,
        "the live store has digest %.12s… at sequence %d, the fold of the journal %.12s…"
            .formatted(state.digest(), state.sequence(), folded));
  }

  /** An order of the new epoch is never older than the takeover. */
  private static void ordersWaited(ZoneRun known, Outage outage, Findings findings) {
    var taken = outage.takenOver().orElseThrow().getHeader();
    for (LogLine order : known.platform("order")) {
      var header = order.json().path("header");
      findings.require(
          header.path("epoch").asLong() < taken.getEpoch()
              || header.path("issuedAt").asLong() >= taken.getAt(),
          "order %s of epoch %d is older than the takeover"
              .formatted(header.path("orderId").asText(), taken.getEpoch()));
    }
  }
}
