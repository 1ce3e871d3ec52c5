package org.zonekeeper.audit.source;

import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Lets through the events of a stretch as long as they are what a journal must be: readable, of
 * this zone, each sequence one more than the one before. Anything else ends it with a {@link
 * DamagedJournalException} that names the place. Confined to one thread.
 */
public final class OrderedScan implements JournalScan {
  private final JournalScan records;
  private final String zone;
  private final JournalRange stretch;
  private Optional<JournalRecord> before = Optional.empty();
  private Optional<JournalRecord> next = Optional.empty();
  private boolean ended;

  private OrderedScan(JournalScan records, String zone, JournalRange stretch) {
    this.records = records;
    this.zone = zone;
    this.stretch = stretch;
  }

  /** The zone's undamaged events within the stretch; closing it closes the scan under it. */
  public static OrderedScan of(JournalSource source, String zone, JournalRange stretch) {
    return new OrderedScan(source.scan(zone, stretch), zone, stretch);
  }

  /** The last event that was in order, up to now. */
  public Optional<JournalRecord> last() {
    return before;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && !ended && records.hasNext()) {
      JournalRecord record = records.next();
      requireOrder(record);
      before = Optional.of(record);
      if (stretch.endsBefore(record.sequence(), record.at())) {
        ended = true;
      } else if (!stretch.startsAfter(record.sequence(), record.at())) {
        next = before;
      }
    }
    return next.isPresent();
  }

  @Override
  public JournalRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no event is left of zone " + zone);
    }
    JournalRecord record = next.orElseThrow();
    next = Optional.empty();
    return record;
  }

  @Override
  public void close() {
    records.close();
  }

  private void requireOrder(JournalRecord record) {
    long expected = before.map(last -> last.sequence() + 1).orElse(0L);
    if (!record.readable()) {
      throw new DamagedJournalException(
          zone,
          "zone %s%s: record %s cannot be read: %s"
              .formatted(
                  zone,
                  expected == 0 ? "" : ", where sequence %d belongs".formatted(expected),
                  record.place(),
                  record.fault()));
    }
    if (!record.header().getZone().equals(zone)) {
      throw new DamagedJournalException(
          zone,
          "zone %s: record %s is an event of zone %s (its sequence %d)"
              .formatted(zone, record.place(), record.header().getZone(), record.sequence()));
    }
    if (expected != 0 && record.sequence() != expected) {
      throw new DamagedJournalException(zone, outOfOrder(record, expected));
    }
  }

  private String outOfOrder(JournalRecord record, long expected) {
    if (record.sequence() > expected) {
      return "zone %s: sequences %d to %d are missing: %s follows %s"
          .formatted(
              zone, expected, record.sequence() - 1, named(record), named(before.orElseThrow()));
    }
    return "zone %s: sequence %d comes again or too late: %s follows %s"
        .formatted(zone, record.sequence(), named(record), named(before.orElseThrow()));
  }

  private static String named(JournalRecord record) {
    return "sequence %d (%s)".formatted(record.sequence(), record.place());
  }
}
