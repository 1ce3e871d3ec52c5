package org.zonekeeper.simulators.recorder;

/**
 * Where the recorder is with a zone. Immutable.
 *
 * @param sequence of the last event that is on record
 * @param journalHash that it came with; empty: it came without one
 */
public record LastEvent(long sequence, String journalHash) {
  static final LastEvent NONE = new LastEvent(0, "");
}
