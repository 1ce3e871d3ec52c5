package org.zonekeeper.audit.source;

import java.util.Iterator;

/**
 * A zone's records, one after another as they lie in the source; damage is not judged here but
 * handed on: unreadable records as such, gaps and doubles as they are. Whoever wants to read
 * undamaged events alone puts an {@link OrderedScan} around it. Confined to one thread.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link UnreadableJournalException} when the source
 * itself cannot be read any further.
 */
public interface JournalScan extends Iterator<JournalRecord>, AutoCloseable {
  @Override
  void close();
}
