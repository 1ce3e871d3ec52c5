package org.zonekeeper.audit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.archive.ArchiveWriter;

/** The younger part is an archive too here: what matters is where the parts meet. */
class JoinedJournalTest {
  @TempDir private Path directory;

  private final List<JournalRecord> records = Journals.records(new Life("north", 3).more(600));

  @Test
  void overlappingPartsAreReadAsOne() throws IOException {
    JournalSource joined = joined(records.subList(0, 400), records.subList(250, 600));

    assertThat(Journals.all(OrderedScan.of(joined, "north", JournalRange.ALL)))
        .extracting(JournalRecord::sequence)
        .containsExactlyElementsOf(sequences(1, 600));
    assertThat(joined.extent("north").firstSequence()).isEqualTo(1);
    assertThat(joined.extent("north").lastSequence()).isEqualTo(600);
  }

  @Test
  void partsThatJustMeetAreReadAsOne() throws IOException {
    JournalSource joined = joined(records.subList(0, 400), records.subList(400, 600));

    assertThat(Journals.all(OrderedScan.of(joined, "north", JournalRange.ALL.fromSequence(399))))
        .extracting(JournalRecord::sequence)
        .containsExactlyElementsOf(sequences(399, 600));
  }

  @Test
  void aStretchBehindTheArchiveComesFromTheTopicAlone() throws IOException {
    JournalSource joined = joined(records.subList(0, 400), records.subList(250, 600));

    assertThat(
            Journals.all(joined.scan("north", JournalRange.ALL.fromSequence(450).toSequence(460))))
        .extracting(JournalRecord::sequence)
        .containsExactlyElementsOf(sequences(450, 460));
  }

  @Test
  void aGapBetweenThePartsIsNamed() throws IOException {
    JournalSource joined = joined(records.subList(0, 400), records.subList(420, 600));

    assertThatThrownBy(() -> joined.scan("north", JournalRange.ALL.fromSequence(500)))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("zone north: sequences 401 to 420 are in neither part");
  }

  @Test
  void twoDifferentJournalsAreNotJoined() throws IOException {
    List<JournalRecord> others = Journals.records(new Life("north", 4).more(600));
    JournalSource joined = joined(records.subList(0, 400), others.subList(250, 600));

    assertThatThrownBy(() -> joined.scan("north", JournalRange.ALL))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("sequence 400 is one event in")
        .hasMessageContaining("not of the same journal");
  }

  private JournalSource joined(List<JournalRecord> old, List<JournalRecord> young)
      throws IOException {
    return new JoinedJournal(archive("old", old), archive("young", young));
  }

  private Archive archive(String name, List<JournalRecord> part) throws IOException {
    Path path = directory.resolve(name);
    try (ArchiveWriter writer = ArchiveWriter.open(path, 10_000)) {
      Journals.archive(writer, "north", part);
    }
    return Archive.open(path);
  }

  private static List<Long> sequences(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
