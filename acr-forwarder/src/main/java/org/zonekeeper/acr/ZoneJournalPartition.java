package org.zonekeeper.acr;

import java.util.Optional;

/**
 * One zone's partition of the journal, as its pipeline reads it. Used on the forwarder's own thread
 * only; the methods that ask the broker may block for a round trip.
 */
interface ZoneJournalPartition {
  /** No further records until {@link #resume}. */
  void pause();

  void resume();

  /** Reads on at this offset. */
  void seek(long offset);

  /** Offset of the next record to be read. */
  long position();

  /** First offset that is still kept. Asks the broker. */
  long begin();

  /** Offset behind the last committed record. Asks the broker. */
  long end();

  /** Records not read yet, as far as is known; transaction markers count. */
  long unread();

  /** The group's shortcut into this partition. Asks the broker. */
  Optional<ResumePoint> committed();
}
