package org.zonekeeper.check.invariant;

import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * One event as it was read.
 *
 * @param entry the event
 * @param hash SHA-256, in hex, over its encoded body
 */
public record Read(JournalEntry entry, String hash) {

  Event event() {
    return entry.event();
  }

  long sequence() {
    return entry.sequence();
  }

  @Override
  public String toString() {
    return entry.toString();
  }
}
