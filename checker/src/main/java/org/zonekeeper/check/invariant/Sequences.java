package org.zonekeeper.check.invariant;

import org.zonekeeper.check.evidence.JournalEntry;

/** The zone's sequence is 1, 2, 3 … without a gap, every event its own; time never runs back. */
final class Sequences implements ZoneInvariant {
  private final String zone;
  private long sequence;
  private long offset = -1;
  private long epoch;
  private long at;

  Sequences(String zone) {
    this.zone = zone;
  }

  @Override
  public String id() {
    return "gapless";
  }

  @Override
  public String title() {
    return "sequence gapless per zone, epochs and times never falling";
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(Read read, Notes notes) {
    JournalEntry entry = read.entry();
    boolean first = offset < 0;
    if (!first && entry.sequence() != sequence + 1) {
      notes.fault(read, "%s/%d is followed by %d".formatted(zone, sequence, entry.sequence()));
    }
    if (!entry.header().getZone().equals(zone)) {
      notes.fault(read, "%s lies in zone %s".formatted(entry, zone) + " but is of another");
    }
    if (entry.epoch() < epoch) {
      notes.fault(read, "%s follows an event of epoch %d".formatted(entry, epoch));
    }
    if (entry.at() < at) {
      notes.fault(
          read, "%s is %d ms older than the event before".formatted(entry, at - entry.at()));
    }
    sequence = entry.sequence();
    offset = entry.offset();
    epoch = Math.max(epoch, entry.epoch());
    at = Math.max(at, entry.at());
    notes.count("events");
  }
}
