package org.zonekeeper.acr;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A place in a zone's partition that is known to be right: everything before the offset has been
 * read, and what of it is forwarded is on record. Kept as the consumer group's committed offset,
 * with the sequences as its metadata. Only a shortcut: where the recorder is decides, this saves
 * searching the journal for it. Immutable.
 *
 * @param offset where to read on
 * @param acknowledged sequence of the last event that the recorder acknowledged; 0: none
 * @param read sequence of the journal's last event before the offset
 */
record ResumePoint(long offset, long acknowledged, long read) {
  private static final Pattern METADATA =
      Pattern.compile("acknowledged=(\\d{1,18}) read=(\\d{1,18})");

  OffsetAndMetadata toCommit() {
    return new OffsetAndMetadata(offset, "acknowledged=%d read=%d".formatted(acknowledged, read));
  }

  /** Empty for none, and for one that was not written by a forwarder (a tool's reset, say). */
  static Optional<ResumePoint> of(OffsetAndMetadata committed) {
    if (committed == null) {
      return Optional.empty();
    }
    Matcher matcher = METADATA.matcher(committed.metadata());
    return matcher.matches()
        ? Optional.of(
            new ResumePoint(
                committed.offset(),
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }
}
