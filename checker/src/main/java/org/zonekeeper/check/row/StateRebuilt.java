package org.zonekeeper.check.row;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.check.story.ZoneFold;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * F9: the new owner's state is the old one's, rebuilt before it emits anything. The journal is
 * folded with the domain's own application of events; the digest of the fold must be the one that
 * the new owner took of the state it restored, and the takeover its first event.
 */
public final class StateRebuilt implements Judge {
  private final Function<String, ZoneFold> folds;

  /**
   * @param folds an empty fold for a zone
   */
  public StateRebuilt(Function<String, ZoneFold> folds) {
    this.folds = folds;
  }

  @Override
  public String id() {
    return "F9";
  }

  @Override
  public String title() {
    return "the new owner rebuilds the state before it emits anything";
  }

  @Override
  public void judge(Story story, Findings findings) {
    int takeovers = 0;
    int handovers = 0;
    String example = "";
    for (String zone : story.journal().zones()) {
      ZoneFold fold = folds.apply(zone);
      Set<Long> epochs = new HashSet<>();
      for (JournalEntry entry : story.journal().of(zone)) {
        boolean first = epochs.add(entry.epoch());
        switch (entry.event()) {
          case ZoneTakenOver taken -> {
            takeovers++;
            example = taken.getStateDigest();
            same(entry, taken.getStateDigest(), fold, findings);
          }
          case ZoneHandedOver handed -> {
            handovers++;
            same(entry, handed.getStateDigest(), fold, findings);
          }
          case ZoneOpened opened -> {
            // The zone's beginning has no state before it.
          }
          default ->
              findings.require(
                  !first, "the first event of a new epoch is no change of owner: " + entry);
        }
        fold.apply(entry.event());
      }
    }
    story.incidents().mended().forEach(outage -> ordersWaited(story, outage, findings));
    findings.exercised(takeovers, "takeover in the journal");
    findings.proof(
        "digest of the fold = digest of the restored state at %d takeovers, %d handovers (%.12s…)"
            .formatted(takeovers, handovers, example));
  }

  private static void same(JournalEntry entry, String claimed, ZoneFold fold, Findings findings) {
    String folded = fold.digest();
    findings.require(
        folded.equals(claimed),
        "%s: the restored state has digest %.12s…, the fold of the journal %.12s…"
            .formatted(entry, claimed, folded));
  }

  /** An order of the new epoch is never older than the takeover. */
  private static void ordersWaited(Story story, Outage outage, Findings findings) {
    var taken = outage.takenOver().orElseThrow().getHeader();
    for (LogLine order : story.platform(outage.zone(), "order")) {
      var header = order.json().path("header");
      findings.require(
          header.path("epoch").asLong() < taken.getEpoch()
              || header.path("issuedAt").asLong() >= taken.getAt(),
          "order %s of epoch %d is older than the takeover"
              .formatted(header.path("orderId").asText(), taken.getEpoch()));
    }
  }
}
