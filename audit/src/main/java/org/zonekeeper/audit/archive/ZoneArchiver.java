package org.zonekeeper.audit.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.wire.RecordBodies;

/**
 * Writes one zone's events into an archive, in order, file after file. What is appended is part of
 * the archive when its file is full, or on {@link #finish}. Confined to one thread.
 */
public final class ZoneArchiver implements AutoCloseable {
  private final ArchiveWriter archive;
  private final String zone;
  private final Map<String, Schema> latest =
      new LinkedHashMap<>(RecordBodies.of(Topics.JOURNAL).currentSchemas());
  private Optional<Long> expected;
  private Optional<SegmentFile> file = Optional.empty();

  ZoneArchiver(ArchiveWriter archive, String zone, Optional<Long> expected) {
    this.archive = archive;
    this.zone = zone;
    this.expected = expected;
  }

  /**
   * Appends an event as it was written.
   *
   * @throws DamagedJournalException if it does not follow the one before; an archive never has a
   *     gap
   */
  public void append(JournalRecord record) throws IOException {
    append(record.schema(), record.body(), record.sequence(), record.at());
  }

  /**
   * Appends an event as it was written.
   *
   * @param schema that the body was written with
   * @param body Avro's binary encoding, without any header
   * @param sequence of the event
   * @param at its time, epoch milliseconds
   */
  public void append(Schema schema, byte[] body, long sequence, long at) throws IOException {
    if (expected.isPresent() && expected.get() != sequence) {
      throw new DamagedJournalException(
          zone,
          "zone %s: sequence %d was to be archived next, and %d came"
              .formatted(zone, expected.get(), sequence));
    }
    boolean full = file.filter(open -> open.bytes() >= archive.segmentBytes()).isPresent();
    if (full || file.filter(open -> !open.takes(schema)).isPresent()) {
      finish();
    }
    latest.put(schema.getFullName(), schema);
    if (file.isEmpty()) {
      List<Schema> others = new ArrayList<>(latest.values());
      file =
          Optional.of(
              new SegmentFile(archive.directory(), zone, sequence, EventUnion.of(schema, others)));
    }
    file.get().append(schema, body, sequence, at);
    expected = Optional.of(sequence + 1);
  }

  /** Makes everything that was appended part of the archive. */
  public void finish() throws IOException {
    if (file.isPresent()) {
      SegmentFile done = file.get();
      file = Optional.empty();
      archive.add(zone, done.finish());
    }
  }

  /** Gives up what was not finished. */
  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
      file = Optional.empty();
    }
  }
}
