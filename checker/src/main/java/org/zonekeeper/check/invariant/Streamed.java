package org.zonekeeper.check.invariant;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.check.story.ZoneFold;
import org.zonekeeper.schemas.chain.BodyHash;

/** An invariant as a judge of evidence: each zone's journal goes through it. */
final class Streamed implements Judge {
  private final String id;
  private final String title;
  private final Function<String, ZoneFold> folds;

  Streamed(String id, String title, Function<String, ZoneFold> folds) {
    this.id = id;
    this.title = title;
    this.folds = folds;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void judge(Story story, Findings findings) {
    Map<String, Long> counts = new LinkedHashMap<>();
    BodyHash hashes = new BodyHash();
    for (String zone : story.journal().zones()) {
      try (ZoneInvariant invariant = ofZone(zone)) {
        Notes notes = new Notes(zone);
        for (JournalEntry entry : story.journal().of(zone)) {
          // Evidence has no raw bytes; it was written by this very build, so these are the same.
          invariant.next(new Read(entry, hashes.of(entry.event())), notes);
        }
        invariant.end(notes);
        notes.findings().forEach(finding -> findings.fault(finding.text()));
        notes.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
      }
    }
    findings.exercised(story.journal().zones().size(), "event in the journal");
    findings.proof(
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", ")));
  }

  private ZoneInvariant ofZone(String zone) {
    return Invariants.of(zone, folds, Knowledge.NONE).stream()
        .filter(invariant -> invariant.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
