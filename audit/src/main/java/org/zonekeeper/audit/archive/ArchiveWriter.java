package org.zonekeeper.audit.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.audit.state.ZoneFold;
import org.zonekeeper.schemas.Topics;

/**
 * An archive to write: new, or one that exists and is continued. One program at a time may write an
 * archive; its zones may be written by several threads, each zone by one.
 */
public final class ArchiveWriter implements AutoCloseable {
  /** Small enough to copy and check in seconds, large enough to be few. */
  public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

  private static final String LOCK = ".lock";

  private final Path directory;
  private final long segmentBytes;
  private final FileChannel lockFile;
  private Manifest manifest;

  private ArchiveWriter(
      Path directory, long segmentBytes, FileChannel lockFile, Manifest manifest) {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.lockFile = lockFile;
    this.manifest = manifest;
  }

  /**
   * Opens an archive for writing; an empty or missing directory becomes a new one.
   *
   * @param segmentBytes a file is ended when it is about this long
   * @throws JournalFaultException if another program writes it, or the directory holds other things
   */
  public static ArchiveWriter open(Path directory, long segmentBytes) throws IOException {
    Files.createDirectories(directory);
    FileChannel lockFile = locked(directory);
    try {
      return new ArchiveWriter(directory, segmentBytes, lockFile, manifestOf(directory));
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  private static Manifest manifestOf(Path directory) throws IOException {
    if (Files.exists(directory.resolve(Manifest.FILE))) {
      return Manifest.read(directory);
    }
    try (var content = Files.list(directory)) {
      if (content.anyMatch(path -> !path.getFileName().toString().equals(LOCK))) {
        throw new UnreadableJournalException(
            "%s is not empty and no archive: give an archive, or a directory that does not exist"
                .formatted(directory));
      }
    }
    Manifest fresh = Manifest.empty(Topics.JOURNAL.name());
    fresh.write(directory);
    return fresh;
  }

  private static FileChannel locked(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new UnreadableJournalException(
          "%s is being written by this program already".formatted(directory), e);
    }
    channel.close();
    throw new UnreadableJournalException(
        "%s is being written by another program; try again when it has ended".formatted(directory));
  }

  /** What the archive has of a zone by now; the file in hand is not part of it. */
  public synchronized Extent extent(String zone) {
    List<Segment> segments = manifest.zones().getOrDefault(zone, List.of());
    return segments.isEmpty()
        ? Extent.EMPTY
        : Segment.extent(segments.getFirst(), segments.getLast());
  }

  /** Files and bytes of the whole archive by now. */
  public synchronized List<Segment> segments() {
    return manifest.zones().values().stream().flatMap(List::stream).toList();
  }

  /** Writes a zone, behind what the archive has of it; the caller closes it before this. */
  public ZoneArchiver zone(String zone) {
    Extent so = extent(zone);
    if (so.isEmpty()) {
      return new ZoneArchiver(this, zone, Optional.empty(), Optional.of(new ZoneFold(zone)));
    }
    Archive written = Archive.open(directory);
    Optional<ZoneFold> fold =
        written
            .nearestState(zone, JournalRange.ALL)
            .map(ZoneFold::from)
            .filter(state -> state.sequence() == so.lastSequence());
    return new ZoneArchiver(this, zone, Optional.of(last(written, zone, so)), fold);
  }

  private static JournalRecord last(Archive written, String zone, Extent so) {
    JournalRange lastOnly = JournalRange.ALL.fromSequence(so.lastSequence());
    try (JournalScan scan = written.scan(zone, lastOnly)) {
      return scan.next();
    }
  }

  Path directory() {
    return directory;
  }

  long segmentBytes() {
    return segmentBytes;
  }

  /** Makes a finished file part of the archive. */
  synchronized void add(String zone, Segment segment) throws IOException {
    manifest = manifest.with(zone, segment);
    manifest.write(directory);
  }

  /** Lets others write. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
