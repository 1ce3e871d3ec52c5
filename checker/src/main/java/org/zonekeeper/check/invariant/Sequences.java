package org.zonekeeper.check.invariant;

import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.HashedEntry;
import org.zonekeeper.check.judge.Judge;

/** The zone's sequence is 1, 2, 3 … without a gap, every event its own; time never runs back. */
public final class Sequences extends Judge {
  private final String zone;
  private long sequence;
  private long offset = -1;
  private long epoch;
  private long at;

  public Sequences(String zone) {
    super("gapless", "sequence gapless per zone, epochs and times never falling");
    this.zone = zone;
  }

  @Override
  public boolean needsTheBeginning() {
    return false;
  }

  @Override
  public void next(HashedEntry entry, Findings findings) {
    boolean first = offset < 0;
    if (!first && entry.sequence() != sequence + 1) {
      findings.fault(entry, "%s/%d is followed by %d".formatted(zone, sequence, entry.sequence()));
    }
    if (!entry.header().getZone().equals(zone)) {
      findings.fault(entry, "%s lies in zone %s".formatted(entry, zone) + " but is of another");
    }
    if (entry.epoch() < epoch) {
      findings.fault(entry, "%s follows an event of epoch %d".formatted(entry, epoch));
    }
    if (entry.at() < at) {
      findings.fault(
          entry, "%s is %d ms older than the event before".formatted(entry, at - entry.at()));
    }
    sequence = entry.sequence();
    offset = entry.offset();
    epoch = Math.max(epoch, entry.epoch());
    at = Math.max(at, entry.at());
    findings.count("events");
  }
}
