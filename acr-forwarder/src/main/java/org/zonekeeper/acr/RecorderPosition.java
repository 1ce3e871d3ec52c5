package org.zonekeeper.acr;

/**
 * How far a recorder is with a zone. The sequence alone does not tell of which journal: one that
 * was begun anew, or restored without its end, has the same sequences. Immutable.
 *
 * @param sequence of the last event that it has; 0: none
 * @param journalHash hash that this event came with; empty: there is none, or the recorder does not
 *     keep it
 */
record RecorderPosition(long sequence, String journalHash) {
  static final RecorderPosition NONE = new RecorderPosition(0, "");

  /** Whether it says of which journal it speaks. */
  boolean tellsJournal() {
    return !journalHash.isEmpty();
  }

  /** Whether nothing speaks against the event of this hash being the one. */
  boolean fits(String hashOfEvent) {
    return !tellsJournal() || journalHash.equals(hashOfEvent);
  }
}
