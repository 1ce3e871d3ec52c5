package org.zonekeeper.check.invariant;

import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Story;

/** Each zone's sequence is 1, 2, 3 … without a gap; epochs never fall; time never runs back. */
public final class Sequences implements Judge {
  @Override
  public String id() {
    return "gapless";
  }

  @Override
  public String title() {
    return "sequence gapless per zone, epochs and times never falling";
  }

  @Override
  public void judge(Story story, Findings findings) {
    long events = 0;
    for (String zone : story.journal().zones()) {
      long sequence = 0;
      long epoch = 0;
      long at = 0;
      for (JournalEntry entry : story.journal().of(zone)) {
        findings.require(
            entry.sequence() == sequence + 1,
            "%s/%d is followed by %d".formatted(zone, sequence, entry.sequence()));
        findings.require(
            entry.header().getZone().equals(zone), "%s lies in zone %s".formatted(entry, zone));
        findings.require(
            entry.epoch() >= epoch, "%s follows an event of epoch %d".formatted(entry, epoch));
        findings.require(
            entry.at() >= at,
            "%s is %d ms older than the event before".formatted(entry, at - entry.at()));
        sequence = entry.sequence();
        epoch = Math.max(epoch, entry.epoch());
        at = Math.max(at, entry.at());
        events++;
      }
    }
    findings.exercised(events, "event in the journal");
    findings.proof("%d events of %d zones".formatted(events, story.journal().zones().size()));
  }
}
