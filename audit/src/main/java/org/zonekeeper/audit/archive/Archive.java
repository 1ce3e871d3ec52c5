package org.zonekeeper.audit.archive;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.wire.RecordBodies;

/** An archive to read. Several zones may be scanned at once; immutable, holds nothing open. */
public final class Archive implements JournalSource {
  private static final RecordBodies BODIES = RecordBodies.of(Topics.JOURNAL);

  private final Path directory;
  private final Manifest manifest;

  private Archive(Path directory, Manifest manifest) {
    this.directory = directory;
    this.manifest = manifest;
  }

  /**
   * Opens an archive as its manifest has it now.
   *
   * @throws JournalFaultException if the directory is none, or its manifest is damaged
   */
  public static Archive open(Path directory) {
    return new Archive(directory, Manifest.read(directory));
  }

  @Override
  public String name() {
    return "the archive " + directory;
  }

  @Override
  public List<String> zones() {
    return List.copyOf(manifest.zones().keySet());
  }

  /** A zone's files, in order. */
  public List<Segment> segments(String zone) {
    List<Segment> segments = manifest.zones().get(zone);
    if (segments == null) {
      throw new UnreadableJournalException(
          "%s has no zone %s; it has %s".formatted(name(), zone, String.join(", ", zones())));
    }
    return segments;
  }

  @Override
  public Extent extent(String zone) {
    List<Segment> segments = segments(zone);
    return segments.isEmpty()
        ? Extent.EMPTY
        : Segment.extent(segments.getFirst(), segments.getLast());
  }

  @Override
  public JournalScan scan(String zone, JournalRange stretch) {
    return new FilesScan(
        zone,
        stretch,
        segments(zone).stream()
            .filter(segment -> !stretch.startsAfter(segment.lastSequence(), segment.lastAt()))
            .filter(segment -> !stretch.endsBefore(segment.firstSequence(), segment.firstAt()))
            .iterator());
  }

  @Override
  public Optional<ZoneState> nearestState(String zone, JournalRange until) {
    return segments(zone).reversed().stream()
        .filter(Segment::hasState)
        .filter(segment -> segment.lastSequence() < until.toSequence())
        .filter(segment -> segment.lastAt() <= until.toTime())
        .findFirst()
        .map(segment -> StateFile.read(directory, zone, segment));
  }

  @Override
  public void close() {
    // Every scan closes the file it reads; nothing else is open.
  }

  /** One file after another, each opened when its turn comes. */
  private final class FilesScan implements JournalScan {
    private final String zone;
    private final JournalRange stretch;
    private final Iterator<Segment> files;
    private Optional<SegmentScan> current = Optional.empty();
    private Optional<JournalRecord> next = Optional.empty();
    private boolean ended;

    FilesScan(String zone, JournalRange stretch, Iterator<Segment> files) {
      this.zone = zone;
      this.stretch = stretch;
      this.files = files;
    }

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && !ended) {
        advance();
      }
      return next.isPresent();
    }

    private void advance() {
      if (current.filter(SegmentScan::hasNext).isPresent()) {
        JournalRecord record = current.orElseThrow().next();
        ended = stretch.endsBefore(record.sequence(), record.at());
        boolean wanted = !ended && !stretch.startsAfter(record.sequence(), record.at());
        next = wanted ? Optional.of(record) : Optional.empty();
      } else {
        close();
        ended = !files.hasNext();
        current =
            ended
                ? Optional.empty()
                : Optional.of(new SegmentScan(directory, zone, files.next(), BODIES));
      }
    }

    @Override
    public JournalRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException("zone %s of %s is read".formatted(zone, name()));
      }
      JournalRecord record = next.orElseThrow();
      next = Optional.empty();
      return record;
    }

    @Override
    public void close() {
      current.ifPresent(SegmentScan::close);
      current = Optional.empty();
    }
  }
}
