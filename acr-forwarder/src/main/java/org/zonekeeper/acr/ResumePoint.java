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
 * @param acknowledged the last event that the recorder acknowledged
 * @param read sequence of the journal's last event before the offset
 */
record ResumePoint(long offset, RecorderPosition acknowledged, long read) {
  private static final Pattern METADATA =
      Pattern.compile("acknowledged=(\\d{1,18}) read=(\\d{1,18})(?: hash=([0-9a-f]{0,64}))?");

  OffsetAndMetadata toCommit() {
    return new OffsetAndMetadata(
        offset,
        "acknowledged=%d read=%d hash=%s"
            .formatted(acknowledged.sequence(), read, acknowledged.journalHash()));
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
                new RecorderPosition(
                    Long.parseLong(matcher.group(1)),
                    Optional.ofNullable(matcher.group(3)).orElse("")),
                Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }
}
