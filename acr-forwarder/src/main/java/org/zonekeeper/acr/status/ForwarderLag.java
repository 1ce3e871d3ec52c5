package org.zonekeeper.acr.status;

import java.time.Duration;

/**
 * How far a zone's recorder stream is behind its journal.
 *
 * @param zone the zone
 * @param acknowledged sequence of the last event that is known to be on record; 0: not known yet
 * @param waiting events read and not yet acknowledged
 * @param unread records of the journal not read yet
 * @param oldestMs age of the oldest event that waits, milliseconds
 * @param withheld events that were refused and put aside since this forwarder has the zone
 * @param trouble what is wrong; empty: nothing
 */
public record ForwarderLag(
    String zone,
    long acknowledged,
    int waiting,
    long unread,
    long oldestMs,
    long withheld,
    String trouble) {
  /** Far above a batch's round trip, far below what a person would call late. */
  private static final Duration NOTABLE = Duration.ofSeconds(5);

  /** Whether it is worth a line in the log. */
  public boolean notable() {
    return !trouble.isEmpty() || oldestMs > NOTABLE.toMillis();
  }
}
