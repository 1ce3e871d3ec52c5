package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.domain.RandomJournals;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.Journal.Event;

/** X9: an event that another version wrote has other bytes, and is chained by those. */
class OtherVersionsBytesTest {
  private final BodyHash hashes = new BodyHash();

  @Test
  void x9_an_event_is_chained_by_the_bytes_that_its_writer_gave_it() {
    assertThat(chained(Optional.of(hashes.of(new byte[] {1, 2, 3})))).isTrue();
  }

  @Test
  void a_hash_that_is_nobody_s_is_a_fault() {
    assertThat(chained(Optional.empty())).isFalse();
  }

  /**
   * @param told of the first event's body, as whoever read it says
   */
  private boolean chained(Optional<String> told) {
    List<Event> events = Proof.rewritten(RandomJournals.life(7, 40).events());
    events.get(1).getHeader().setPreviousHash(hashes.of(new byte[] {1, 2, 3}));
    String previous = hashes.of(events.get(1));
    List<JournalEntry> journal = new ArrayList<>();
    journal.add(new JournalEntry(RandomJournals.zone(), 0, events.get(0), told));
    journal.add(new JournalEntry(RandomJournals.zone(), 1, events.get(1)));
    for (int i = 2; i < events.size(); i++) {
      events.get(i).getHeader().setPreviousHash(previous);
      previous = hashes.of(events.get(i));
      journal.add(new JournalEntry(RandomJournals.zone(), i, events.get(i)));
    }
    Verdict verdict =
        new Checker(DomainFold::new)
            .judge(new Evidence(journal, List.of(), List.of(), List.of(), List.of()));
    return verdict.invariants().stream()
        .filter(judgement -> judgement.id().equals("chained"))
        .allMatch(Judgement::pass);
  }
}
