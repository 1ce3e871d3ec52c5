package org.zonekeeper.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.OrderedScan;
import org.zonekeeper.audit.source.UnreadableJournalException;

class ArchiveTest {
  private static final long TINY = 4_000;

  @TempDir private Path directory;

  private final Life north = new Life("north", 1).more(800).killed().more(400);
  private final Life south = new Life("south", 2).more(300);

  @Test
  void everyEventComesBackAsTheVeryBytesThatWereWritten() {
    Journals.archive(directory, TINY, north, south);

    try (Archive archive = Archive.open(directory)) {
      assertThat(archive.zones()).containsExactly("north", "south");
      assertThat(archive.segments("north").size()).isGreaterThan(3);
      assertSame(read(archive, "north"), Journals.records(north));
      assertSame(read(archive, "south"), Journals.records(south));
      assertThat(archive.extent("north"))
          .isEqualTo(
              new Extent(
                  1, north.journal().size(), Life.START, Journals.records(north).getLast().at()));
    }
  }

  @Test
  void itIsContinuedWhereItEnds() throws IOException {
    List<JournalRecord> records = Journals.records(north);
    try (ArchiveWriter archive = ArchiveWriter.open(directory, TINY)) {
      Journals.archive(archive, "north", records.subList(0, 500));
    }
    try (ArchiveWriter archive = ArchiveWriter.open(directory, TINY)) {
      assertThat(archive.extent("north").lastSequence()).isEqualTo(500);
      assertThatThrownBy(
              () -> Journals.archive(archive, "north", records.subList(501, records.size())))
          .isInstanceOf(DamagedJournalException.class)
          .hasMessageContaining("sequence 501 was to be archived next, and 502 came");
      Journals.archive(archive, "north", records.subList(500, records.size()));
    }

    try (Archive archive = Archive.open(directory)) {
      assertSame(read(archive, "north"), records);
    }
  }

  @Test
  void anotherJournalOfTheZoneDoesNotContinueIt() throws IOException {
    List<JournalRecord> begunAnew =
        Journals.records(new Life("north", 9).more(800).killed().more(400));
    try (ArchiveWriter archive = ArchiveWriter.open(directory, TINY)) {
      Journals.archive(archive, "north", Journals.records(north).subList(0, 500));
    }
    try (ArchiveWriter archive = ArchiveWriter.open(directory, TINY)) {
      assertThatThrownBy(
              () -> Journals.archive(archive, "north", begunAnew.subList(500, begunAnew.size())))
          .isInstanceOf(DamagedJournalException.class)
          .hasMessageContaining("event 501 does not follow the last archived one")
          .hasMessageContaining("another journal");
    }
  }

  @Test
  void aStretchIsReadFromTheFilesThatHaveIt() {
    Journals.archive(directory, TINY, north);

    try (Archive archive = Archive.open(directory)) {
      JournalRange stretch = JournalRange.ALL.fromSequence(700).toSequence(710);
      assertThat(Journals.all(archive.scan("north", stretch)))
          .extracting(JournalRecord::sequence)
          .containsExactly(700L, 701L, 702L, 703L, 704L, 705L, 706L, 707L, 708L, 709L, 710L);
      long at = Journals.records(north).get(600).at();
      assertThat(Journals.all(archive.scan("north", JournalRange.ALL.fromTime(at).toTime(at))))
          .isNotEmpty()
          .allMatch(record -> record.at() == at);
    }
  }

  @Test
  void whatWasNotFinishedIsNotPartOfIt() throws IOException {
    List<JournalRecord> records = Journals.records(south);
    try (ArchiveWriter archive = ArchiveWriter.open(directory, Long.MAX_VALUE);
        ZoneArchiver archiver = archive.zone("south")) {
      archiver.append(records.getFirst());
    }

    assertThat(Archive.open(directory).zones()).isEmpty();
    try (var files = Files.list(directory.resolve("south"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void onlyOneWritesIt() throws IOException {
    try (ArchiveWriter archive = ArchiveWriter.open(directory, TINY)) {
      assertThat(archive.segments()).isEmpty();
      assertThatThrownBy(() -> ArchiveWriter.open(directory, TINY))
          .isInstanceOf(UnreadableJournalException.class)
          .hasMessageContaining("is being written by this program already");
    }
  }

  @Test
  void twoVersionsOfOneTypeGoIntoTwoFiles() throws IOException {
    List<JournalRecord> records = new ArrayList<>(Journals.records(south));
    JournalRecord tenth = records.get(9);
    // As an older build's schema: the same fields, so the same bytes, but another schema.
    Schema older =
        new Schema.Parser()
            .parse(tenth.schema().toString().replaceFirst("\"fields\"", "\"older\":1,\"fields\""));
    records.set(9, JournalRecord.of("south", tenth.place(), tenth.body(), older, tenth.event()));
    try (ArchiveWriter archive = ArchiveWriter.open(directory, Long.MAX_VALUE)) {
      Journals.archive(archive, "south", records);
    }

    Archive archive = Archive.open(directory);
    assertThat(archive.segments("south")).hasSizeGreaterThan(1);
    List<JournalRecord> back = read(archive, "south");
    assertSame(back, records);
    assertThat(back.get(9).schema()).isEqualTo(older).isNotEqualTo(tenth.schema());
  }

  static List<JournalRecord> read(Archive archive, String zone) {
    return Journals.all(OrderedScan.of(archive, zone, JournalRange.ALL));
  }

  static void assertSame(List<JournalRecord> found, List<JournalRecord> wanted) {
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(found.get(i).body()).isEqualTo(wanted.get(i).body());
      assertThat(found.get(i).schema()).isEqualTo(wanted.get(i).schema());
      assertThat(found.get(i).event()).isEqualTo(wanted.get(i).event());
    }
  }
}
