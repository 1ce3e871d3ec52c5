package org.zonekeeper.check.judge;

import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * One event of a journal with the hash of its bytes, as judges are fed it.
 *
 * @param entry the event
 * @param hash SHA-256, in hex, over its encoded body
 */
public record HashedEntry(JournalEntry entry, String hash) {

  /** The event itself. */
  public Event event() {
    return entry.event();
  }

  /** The header that every event carries. */
  public EventHeader header() {
    return entry.header();
  }

  /** The zone whose journal it stands in. */
  public String zone() {
    return entry.zone();
  }

  /** Place in the zone's journal, from 1. */
  public long sequence() {
    return entry.sequence();
  }

  /** Place in the partition. */
  public long offset() {
    return entry.offset();
  }

  /** Ownership epoch in which it was decided. */
  public long epoch() {
    return entry.epoch();
  }

  /** When it was decided, epoch milliseconds. */
  public long at() {
    return entry.at();
  }

  /** Simple name of the event's type. */
  public String type() {
    return entry.type();
  }

  @Override
  public String toString() {
    return entry.toString();
  }
}
