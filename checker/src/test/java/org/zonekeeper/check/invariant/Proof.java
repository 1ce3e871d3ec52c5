package org.zonekeeper.check.invariant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zonekeeper.check.DomainFold;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.domain.RandomJournals;
import org.zonekeeper.domain.RandomJournals.Lived;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.Journal.Event;

/** A journal put to the proof, with what its zone's status and store said of it before. */
final class Proof {
  private Proof() {}

  /** What the zone itself says of its end. */
  static Knowledge knowledge(Lived life) {
    var zone = life.state().zone();
    return new Knowledge(
        Optional.of(new LiveState(zone.getSequence(), life.state().digest())),
        List.of(new Anchor(zone.getSequence(), zone.getJournalHash(), "the zone's status")));
  }

  static List<ZoneResult> of(List<Event> events, Knowledge knowledge) {
    return of(events, knowledge, Map.of());
  }

  /**
   * @param raw bodies by place, where they are not the bytes that the event would be written as
   */
  static List<ZoneResult> of(List<Event> events, Knowledge knowledge, Map<Integer, byte[]> raw) {
    BodyHash hashes = new BodyHash();
    try (ZoneCheck check = new ZoneCheck(RandomJournals.zone(), DomainFold::new, knowledge)) {
      for (int i = 0; i < events.size(); i++) {
        // A copy, since the fold keeps parts of events.
        JournalEntry entry = new JournalEntry(RandomJournals.zone(), i, Bodies.copy(events.get(i)));
        byte[] body = raw.get(i);
        check.next(entry, body == null ? hashes.of(events.get(i)) : hashes.of(body));
      }
      return check.end();
    }
  }

  /** Names of the invariants that do not hold. */
  static Set<String> red(List<ZoneResult> results) {
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
