package org.zonekeeper.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.zonekeeper.am.processor.StoreKeys;
import org.zonekeeper.audit.command.Progress;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.RecordPosition;
import org.zonekeeper.domain.RandomJournals;
import org.zonekeeper.domain.RandomJournals.Lived;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.restore.JournalFold.Damage;
import org.zonekeeper.restore.StoredZone.Standing;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.wire.RecordBodies;

/** X10: what a zone's journal makes of it, and what is refused, with its position. */
class JournalFoldTest {
  private static final RecordBodies BODIES = RecordBodies.of(Topics.JOURNAL);
  private static final String ZONE = RandomJournals.zone();
  private static final Lived LIVED = RandomJournals.life(7, 600);
  private static final List<JournalRecord> JOURNAL = records(LIVED.events());

  @Test
  @DisplayName("the state is the one that was lost, in a store as the next owner reads it")
  void theStateIsTheOneThatWasLost() {
    FoldedZone folded = fold(JOURNAL, Damage.REFUSE);

    assertThat(folded.state().digest()).isEqualTo(LIVED.state().digest());
    assertThat(folded.record().getJournalHash())
        .isEqualTo(new BodyHash().of(JOURNAL.getLast().body()));
    assertThat(folded.verified().events()).isEqualTo(JOURNAL.size());
    assertThat(folded.verified().links()).isEqualTo(JOURNAL.size() - 1);
    assertThat(folded.verified().digests()).isPositive();
    Map<String, byte[]> entries =
        StoredZone.entriesOf(folded, new Restoration("a list", JOURNAL.size(), 0L, List.of()));
    StoredZone stored = StoredZone.of(ZONE, entries);
    assertThat(stored.keys()).contains(StoreKeys.RESTORATION).doesNotContain(StoreKeys.HEARTBEAT);
    assertThat(stored.state().map(ZoneState::digest)).contains(LIVED.state().digest());
    assertThat(stored.to(folded)).isEqualTo(Standing.SAME);
  }

  @Test
  @DisplayName("a changelog is told apart from the journal: older, newer, unreadable, nothing")
  void theChangelogIsToldApart() {
    FoldedZone whole = fold(JOURNAL, Damage.REFUSE);
    FoldedZone half = fold(JOURNAL.subList(0, JOURNAL.size() / 2), Damage.REFUSE);
    Restoration restoration = new Restoration("a list", 0L, 0L, List.of());

    assertThat(StoredZone.of(ZONE, StoredZone.entriesOf(half, restoration)).to(whole))
        .isEqualTo(Standing.BEHIND);
    assertThat(StoredZone.of(ZONE, StoredZone.entriesOf(whole, restoration)).to(half))
        .isEqualTo(Standing.AHEAD);
    assertThat(StoredZone.of(ZONE, Map.of("a/one", new byte[] {1, 2, 3})).to(whole))
        .isEqualTo(Standing.UNREADABLE);
    assertThat(StoredZone.of(ZONE, Map.of()).to(whole)).isEqualTo(Standing.MISSING);
    assertThat(StoredZone.NONE.to(whole)).isEqualTo(Standing.MISSING);
  }

  @Test
  @DisplayName("wherever a copy of the journal ends, what is certain ends before its last decision")
  void theLastDecisionIsNamed() {
    int within = 0;
    int withKeys = 0;
    for (int end = 1; end <= 120; end++) {
      FoldedZone folded = fold(JOURNAL.subList(0, end), Damage.REFUSE);
      long from = folded.lastDecision().from();
      Event last = LIVED.events().get(end - 1);
      for (long sequence = from; sequence <= end; sequence++) {
        Event one = LIVED.events().get((int) sequence - 1);
        assertThat(one.getHeader().getCause()).isEqualTo(last.getHeader().getCause());
        assertThat(one.getHeader().getAt()).isEqualTo(last.getHeader().getAt());
      }
      if (from > 1) {
        Event before = LIVED.events().get((int) from - 2);
        assertThat(
                before.getHeader().getCause().equals(last.getHeader().getCause())
                    && before.getHeader().getAt() == last.getHeader().getAt())
            .isFalse();
      }
      withKeys += folded.lastDecision().keys().isEmpty() ? 0 : 1;
      within += from < end ? 1 : 0;
    }
    assertThat(within).as("ends within a decision").isPositive();
    assertThat(withKeys).as("decisions about agents and calls").isPositive();
  }

  @Test
  @DisplayName("a broken hash is refused with its position; told to, what is before it is taken")
  void aBrokenHashIsRefused() {
    int broken = JOURNAL.size() / 2;
    List<JournalRecord> forged = new ArrayList<>(JOURNAL);
    JournalRecord honest = JOURNAL.get(broken - 1);
    Event other = (Event) BODIES.decode(honest.schema(), honest.body());
    other.getHeader().setCorrelation("somebody else");
    forged.set(broken - 1, record(broken, other));

    assertThatThrownBy(() -> fold(forged, Damage.REFUSE))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("the chain of hashes breaks at sequence " + (broken + 1))
        .hasMessageContaining("list@" + (broken + 1));
    FoldedZone taken = fold(forged, Damage.END_THERE);
    assertThat(taken.record().getSequence()).isEqualTo(broken);
    assertThat(taken.damage()).get().asString().contains("sequence " + (broken + 1));
  }

  @Test
  @DisplayName("an owner that found another state than the fold is refused")
  void anotherDigestIsRefused() {
    List<Event> events = LIVED.events();
    int at =
        events.indexOf(
            events.stream().filter(ZoneTakenOver.class::isInstance).findFirst().orElseThrow());
    ZoneTakenOver lie =
        (ZoneTakenOver) BODIES.decode(JOURNAL.get(at).schema(), JOURNAL.get(at).body());
    lie.setStateDigest("0".repeat(64));
    List<JournalRecord> lied = new ArrayList<>(JOURNAL.subList(0, at));
    lied.add(record(at + 1L, lie));

    assertThatThrownBy(() -> fold(lied, Damage.REFUSE))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("the owner of sequence " + (at + 1))
        .hasMessageContaining("000000000000");
  }

  @Test
  @DisplayName("a gap is refused, and so is a journal whose beginning is gone")
  void aGapIsRefused() {
    List<JournalRecord> gap = new ArrayList<>(JOURNAL);
    gap.remove(10);

    assertThatThrownBy(() -> fold(gap, Damage.REFUSE))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("sequences 11 to 11 are missing");
    assertThatThrownBy(() -> fold(JOURNAL.subList(5, 20), Damage.END_THERE))
        .isInstanceOf(RefusedRestorationException.class)
        .hasMessageContaining("begins with sequence 6");
  }

  private static FoldedZone fold(List<JournalRecord> records, Damage damage) {
    return JournalFold.of(
        new ListedJournal(ZONE, records),
        ZONE,
        damage,
        new Progress(new PrintWriter(new StringWriter()), ZONE, 0));
  }

  private static List<JournalRecord> records(List<Event> events) {
    List<JournalRecord> records = new ArrayList<>();
    events.forEach(event -> records.add(record(records.size() + 1L, event)));
    return records;
  }

  private static JournalRecord record(long number, Event event) {
    return JournalRecord.of(
        ZONE,
        new RecordPosition("list", number),
        BODIES.encode(event),
        BODIES.currentSchema(event.getSchema().getFullName()).orElseThrow(),
        event);
  }
}
