package org.zonekeeper.audit.archive;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 */
public record Segment(
    String file,
    long firstSequence,
    long lastSequence,
    long firstAt,
    long lastAt,
    long bytes,
    String sha256) {

  /** How many events it has. */
  @JsonIgnore
  public long events() {
    return lastSequence - firstSequence + 1;
  }

  static Extent extent(Segment first, Segment last) {
    return new Extent(first.firstSequence(), last.lastSequence(), first.firstAt(), last.lastAt());
  }
}
