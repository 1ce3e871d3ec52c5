package org.zonekeeper.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LiveState;
import org.zonekeeper.check.evidence.ZoneEvidence;
import org.zonekeeper.check.judge.JudgedJournal;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.domain.RandomJournals;
import org.zonekeeper.domain.RandomJournals.Lived;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.Journal.Event;

/** A journal put to the proof, with what its zone's status and store said of it before. */
final class Proof {
  private Proof() {}

  /** What the zone itself says of its end. */
  static ZoneEvidence evidence(Lived life) {
    var zone = life.state().zone();
    return new ZoneEvidence(
        Optional.of(new LiveState(zone.getSequence(), life.state().digest())),
        List.of(new Anchor(zone.getSequence(), zone.getJournalHash(), "the zone's status")));
  }

  static List<Judgement> of(List<Event> events, ZoneEvidence evidence) {
    return of(events, evidence, Map.of());
  }

  /**
   * @param raw bodies by place, where they are not the bytes that the event would be written as
   */
  static List<Judgement> of(List<Event> events, ZoneEvidence evidence, Map<Integer, byte[]> raw) {
    BodyHash hashes = new BodyHash();
    String zone = RandomJournals.zone();
    try (JudgedJournal check =
        new JudgedJournal(zone, Judges.ofJournal(zone, new DomainFold(zone), evidence))) {
      for (int i = 0; i < events.size(); i++) {
        // A copy, since the fold keeps parts of events.
        JournalEntry entry = new JournalEntry(zone, i, Bodies.copy(events.get(i)));
        byte[] body = raw.get(i);
        check.next(entry, body == null ? hashes.of(events.get(i)) : hashes.of(body));
      }
      return check.end();
    }
  }

  /** Names of the rows and invariants that do not hold. */
  static Set<String> red(List<Judgement> results) {
    Set<String> red = new TreeSet<>();
    results.stream().filter(result -> result.faults() > 0).forEach(result -> red.add(result.id()));
    return red;
  }

  /** Written anew as a whole: numbered without a gap, every hash recomputed. */
  static List<Event> rewritten(List<Event> events) {
    BodyHash hashes = new BodyHash();
    String previous = "";
    long sequence = 0;
    for (Event event : events) {
      event.getHeader().setSequence(++sequence);
      event.getHeader().setPreviousHash(previous);
      previous = hashes.of(event);
    }
    return events;
  }
}
