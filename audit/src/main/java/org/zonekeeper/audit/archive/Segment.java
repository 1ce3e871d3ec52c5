package org.zonekeeper.audit.archive;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.zonekeeper.audit.source.Extent;

/**
 * One container file of an archive, as its manifest knows it. Immutable.
 *
 * @param file path within the archive, with '/' between its parts
 * @param firstSequence of its first event
 * @param lastSequence of its last event; there is no gap in between
 * @param firstAt time of its first event, epoch milliseconds
 * @param lastAt time of its last event, epoch milliseconds
 * @param bytes the file's length
 * @param sha256 of the whole file, in hex
 * @param stateSha256 of the file with the zone's state behind the last event; empty: there is none
 */
public record Segment(
    String file,
    long firstSequence,
    long lastSequence,
    long firstAt,
    long lastAt,
    long bytes,
    String sha256,
    String stateSha256) {

  public Segment {
    if (file == null || !isInside(file)) {
      throw new IllegalArgumentException(
          "'%s' is no file within the archive: a relative path without '..'".formatted(file));
    }
    if (sha256 == null) {
      throw new IllegalArgumentException("'%s' has no sha256".formatted(file));
    }
    // A manifest from before there were states does not have the member.
    stateSha256 = stateSha256 == null ? "" : stateSha256;
  }

  private static boolean isInside(String file) {
    try {
      Path path = Path.of(file);
      return !path.isAbsolute() && path.equals(path.normalize()) && !path.startsWith("..");
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** How many events it has. */
  @JsonIgnore
  public long events() {
    return lastSequence - firstSequence + 1;
  }

  /** Whether the zone's state behind it is kept. */
  @JsonIgnore
  boolean hasState() {
    return !stateSha256.isEmpty();
  }

  /** The same, with the state of this SHA-256 beside it. */
  Segment withState(String sha) {
    return new Segment(file, firstSequence, lastSequence, firstAt, lastAt, bytes, sha256, sha);
  }

  static Extent extent(Segment first, Segment last) {
    return new Extent(first.firstSequence(), last.lastSequence(), first.firstAt(), last.lastAt());
  }
}
