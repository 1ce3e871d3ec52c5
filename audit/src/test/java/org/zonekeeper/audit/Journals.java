package org.zonekeeper.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.zonekeeper.audit.archive.ArchiveWriter;
import org.zonekeeper.audit.archive.ZoneArchiver;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.RecordPosition;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.wire.RecordBodies;

/** Journals for tests, from lives. */
public final class Journals {
  private static final RecordBodies BODIES = RecordBodies.of(Topics.JOURNAL);

  private Journals() {}

  /** A life's journal as records, as written by this build. */
  public static List<JournalRecord> records(Life life) {
    List<JournalRecord> records = new ArrayList<>();
    for (Event event : life.journal()) {
      Schema schema = BODIES.currentSchema(event.getSchema().getFullName()).orElseThrow();
      records.add(
          JournalRecord.of(
              life.zone(),
              new RecordPosition("life", records.size() + 1),
              BODIES.encode(event),
              schema,
              event));
    }
    return records;
  }

  /** An archive of the lives, in files of about this size. */
  public static Path archive(Path directory, long segmentBytes, Life... lives) {
    try (ArchiveWriter archive = ArchiveWriter.open(directory, segmentBytes)) {
      for (Life life : lives) {
        archive(archive, life.zone(), records(life));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void archive(ArchiveWriter archive, String zone, List<JournalRecord> records)
      throws IOException {
    try (ZoneArchiver archiver = archive.zone(zone)) {
      for (JournalRecord record : records) {
        archiver.append(record);
      }
      archiver.finish();
    }
  }

  /** Everything that is left of a scan, which is closed. */
  public static List<JournalRecord> all(JournalScan scan) {
    try (scan) {
      List<JournalRecord> records = new ArrayList<>();
      scan.forEachRemaining(records::add);
      return records;
    }
  }
}
