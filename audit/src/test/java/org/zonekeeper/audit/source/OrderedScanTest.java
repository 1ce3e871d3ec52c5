package org.zonekeeper.audit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;

class OrderedScanTest {
  private final List<JournalRecord> records =
      new ArrayList<>(Journals.records(new Life("north", 5).more(60)).subList(0, 50));

  @Test
  void undamagedEventsComeThrough() {
    assertThat(readAll()).hasSize(50);
  }

  @Test
  void aDroppedEventIsNamed() {
    records.remove(20);

    assertDamage("sequences 21 to 21 are missing", "sequence 22 (life@22) follows sequence 20");
  }

  @Test
  void aDoubledEventIsNamed() {
    records.add(20, records.get(19));

    assertDamage("sequence 20 comes again or too late");
  }

  @Test
  void swappedEventsAreNamed() {
    Collections.swap(records, 20, 21);

    assertDamage("sequences 21 to 21 are missing");
  }

  @Test
  void anEventOfAnotherZoneIsNamed() {
    JournalRecord foreign = Journals.records(new Life("south", 6).more(60)).get(20);
    records.set(
        20,
        JournalRecord.of(
            "north", foreign.place(), foreign.body(), foreign.schema(), foreign.event()));

    assertDamage("is an event of zone south");
  }

  @Test
  void anUnreadableRecordIsNamed() {
    records.set(
        20,
        JournalRecord.unreadable(
            "north", new RecordPosition("p", 9), new byte[3], "no such schema"));

    assertDamage("where sequence 21 belongs: record p@9 cannot be read: no such schema");
  }

  private void assertDamage(String... words) {
    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContainingAll(words);
  }

  private List<JournalRecord> readAll() {
    return Journals.all(
        OrderedScan.of(new ListedJournal("north", records), "north", JournalRange.ALL));
  }
}
