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
import org.zonekeeper.audit.state.ZoneFold;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.wire.RecordBodies;

/**
 * Writes one zone's events into an archive, in order, file after file. What is appended is part of
 * the archive when its file is full, or on {@link #finish}. Confined to one thread.
 */
public final class ZoneArchiver implements AutoCloseable {
  private static final Map<String, Schema> CURRENT =
      RecordBodies.of(Topics.JOURNAL).currentSchemas();

  private final ArchiveWriter archive;
  private final String zone;
  private final Map<String, Schema> latest = new LinkedHashMap<>(CURRENT);
  private Optional<Long> expected;

  /** Hash of the event behind which this begins, until the first one has shown that it follows. */
  private Optional<String> hashBefore;

  private Optional<ZoneFold> fold;
  private Optional<SegmentFile> file = Optional.empty();

  ZoneArchiver(
      ArchiveWriter archive, String zone, Optional<JournalRecord> last, Optional<ZoneFold> fold) {
    this.archive = archive;
    this.zone = zone;
    this.expected = last.map(record -> record.sequence() + 1);
    this.hashBefore = last.map(record -> new BodyHash().of(record.body()));
    this.fold = fold;
  }

  /**
   * Appends an event as it was written.
   *
   * @throws DamagedJournalException if it does not follow the one before; an archive never has a
   *     gap, and is of one journal
   */
  public void append(JournalRecord record) throws IOException {
    requireSameJournal(record);
    // The file in hand may be ended first, and its state must not have this event in it.
    write(record.schema(), record.body(), record.sequence(), record.at());
    // Without the events before it there is no state, here and in the files to come.
    fold = fold.filter(state -> state.sequence() + 1 == record.sequence());
    fold.ifPresent(state -> state.apply(record));
  }

  /** A journal that was begun anew has the same sequences, and other events before them. */
  private void requireSameJournal(JournalRecord record) {
    String link = record.header().getPreviousHash();
    if (expected.filter(next -> next == record.sequence()).isPresent()
        && !link.isEmpty()
        && hashBefore.filter(hash -> !hash.equals(link)).isPresent()) {
      throw new DamagedJournalException(
          zone,
          "zone %s: event %d does not follow the last archived one, whose hash is %s where it says %s: this is another journal than the archive's, or one that was restored without its end; archive it to another directory"
              .formatted(zone, record.sequence(), hashBefore.get(), link));
    }
    hashBefore = Optional.empty();
  }

  /**
   * Appends an event as it was written; no state is kept with files that were written so.
   *
   * @param schema that the body was written with
   * @param body Avro's binary encoding, without any header
   * @param sequence of the event
   * @param at its time, epoch milliseconds
   */
  public void append(Schema schema, byte[] body, long sequence, long at) throws IOException {
    fold = Optional.empty();
    write(schema, body, sequence, at);
  }

  private void write(Schema schema, byte[] body, long sequence, long at) throws IOException {
    if (expected.isPresent() && expected.get() != sequence) {
      throw new DamagedJournalException(
          zone,
          "zone %s: sequence %d was to be archived next, and %d came"
              .formatted(zone, expected.get(), sequence));
    }
    boolean full = file.filter(open -> open.eventBytes() >= archive.segmentBytes()).isPresent();
    if (full || file.filter(open -> !open.takes(schema)).isPresent()) {
      finish();
    }
    latest.put(schema.getFullName(), schema);
    if (file.isEmpty()) {
      List<Schema> others = new ArrayList<>(latest.values());
      file =
          Optional.of(
              new SegmentFile(
                  archive.directory(),
                  zone,
                  sequence,
                  EventUnion.of(schema, others),
                  archive.segmentBytes()));
    }
    file.get().append(schema, body, sequence, at);
    expected = Optional.of(sequence + 1);
  }

  /** Makes everything that was appended part of the archive. */
  public void finish() throws IOException {
    if (file.isPresent()) {
      SegmentFile done = file.get();
      file = Optional.empty();
      Segment segment = done.finish();
      archive.add(
          zone,
          fold.isEmpty()
              ? segment
              : segment.withState(
                  StateFile.write(archive.directory(), segment, fold.get().state())));
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
