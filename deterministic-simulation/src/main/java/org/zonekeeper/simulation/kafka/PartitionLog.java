package org.zonekeeper.simulation.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.simulation.kafka.Transaction.State;

/**
 * One zone's partition of a topic that several write to and the zone's owner reads: never out of
 * order, nothing behind a transaction that is still open, nothing of one that was aborted. Confined
 * to the world's thread.
 */
final class PartitionLog {
  private static final int TRIMMED_AT = 4096;

  private final List<Entry> entries = new ArrayList<>();
  private long base;
  private long heldUntil;

  /**
   * @param timestamp when its writer wrote it, epoch milliseconds
   * @param transaction that it is part of; one that is committed for all who write without
   */
  record Entry(
      long offset, String key, SpecificRecord value, long timestamp, Transaction transaction) {}

  void append(String key, SpecificRecord value, long timestamp, Transaction transaction) {
    entries.add(new Entry(base + entries.size(), key, value, timestamp, transaction));
  }

  /** Nobody gets anything from here before this time: one topic falls behind the other. */
  void hold(long until) {
    heldUntil = until;
  }

  /** Records that a read-committed reader gets from the offset on, at most so many. */
  List<Entry> read(long from, int most, long now) {
    if (now < heldUntil || !hasFrom(from)) {
      return List.of();
    }
    List<Entry> read = new ArrayList<>();
    for (int i = (int) (Math.max(from, base) - base);
        i < entries.size() && read.size() < most;
        i++) {
      Entry entry = entries.get(i);
      if (entry.transaction().is(State.OPEN)) {
        break;
      }
      if (entry.transaction().is(State.COMMITTED)) {
        read.add(entry);
      }
    }
    return read;
  }

  /** Whether nothing is left for a reader from the offset on: aborted records are for nobody. */
  boolean allReadBefore(long offset) {
    return !hasFrom(offset)
        || entries.subList((int) (offset - base), entries.size()).stream()
            .allMatch(entry -> entry.transaction().is(State.ABORTED));
  }

  private boolean hasFrom(long offset) {
    return offset - base < entries.size();
  }

  /** Forgets what was read and committed: nobody comes back to it. */
  void trim(long before) {
    if (before - base >= TRIMMED_AT) {
      entries.subList(0, (int) (before - base)).clear();
      base = before;
    }
  }
}
