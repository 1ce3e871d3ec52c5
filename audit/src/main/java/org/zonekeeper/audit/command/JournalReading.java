package org.zonekeeper.audit.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.OrderedScan;
import org.zonekeeper.domain.state.ZoneState;

/**
 * One command's reading of a journal: zone by zone or in order of time, with progress, and with a
 * record of everything that was missing or damaged, so that a partial result is never taken for a
 * whole one. Confined to the command's thread.
 */
public final class JournalReading {
  private final JournalSource source;
  private final List<String> zones;
  private final PrintWriter err;
  private final List<String> missing = new ArrayList<>();

  /**
   * @param zones those wanted
   * @param err for progress
   */
  public JournalReading(JournalSource source, List<String> zones, PrintWriter err) {
    this.source = source;
    this.zones = List.copyOf(zones);
    this.err = err;
  }

  /** Where it is read from. */
  public JournalSource source() {
    return source;
  }

  /** The zones wanted. */
  public List<String> zones() {
    return zones;
  }

  /** What was missing or damaged, in words; empty: the result is complete. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  /** Puts on record that something is missing. */
  public void miss(String what) {
    missing.add(what);
  }

  /**
   * Hands over a zone's events in order, until they end or the listener has enough.
   *
   * @param wantsMore returns false when it has enough
   * @return whether everything of the stretch that the listener wanted could be read
   */
  public boolean zone(String zone, JournalRange stretch, Predicate<JournalRecord> wantsMore) {
    try {
      Extent extent = extent(zone, stretch);
      Progress progress = new Progress(err, "zone " + zone, extent.events());
      try (OrderedScan scan = OrderedScan.of(source, zone, stretch)) {
        while (scan.hasNext()) {
          progress.step();
          if (!wantsMore.test(scan.next())) {
            return true;
          }
        }
      }
      return true;
    } catch (DamagedJournalException e) {
      miss(e.getMessage());
      return false;
    }
  }

  /**
   * Like {@link #zone}, for what is wrong without the zone's first event. A zone whose beginning is
   * missing is not read at all, and that is put on record.
   */
  public boolean zoneFromTheBeginning(
      String zone, JournalRange stretch, Predicate<JournalRecord> wantsMore) {
    Extent extent = source.extent(zone);
    if (!extent.fromTheBeginning()) {
      miss(
          "zone %s: a state needs every event from the first on, and %s begins with sequence %d: retention has cut the start off; give the --archive that has it"
              .formatted(zone, source.name(), extent.firstSequence()));
      return false;
    }
    return zone(zone, stretch, wantsMore);
  }

  /**
   * A state on the way to the stretch's end, if the source keeps one; a damaged one is put on
   * record and done without.
   */
  public Optional<ZoneState> nearestState(String zone, JournalRange until) {
    try {
      return source.nearestState(zone, until);
    } catch (DamagedJournalException e) {
      miss(e.getMessage());
      return Optional.empty();
    }
  }

  /** Hands over all zones' events by time; each zone's stay in their order. */
  public void byTime(JournalRange stretch, Predicate<JournalRecord> wantsMore) {
    List<OrderedScan> open = new ArrayList<>();
    try {
      PriorityQueue<Head> heads =
          new PriorityQueue<>(
              Comparator.comparingLong((Head head) -> head.record().at())
                  .thenComparing(head -> head.record().zone()));
      for (String zone : zones) {
        undamaged(
            () -> {
              extent(zone, stretch);
              OrderedScan scan = OrderedScan.of(source, zone, stretch);
              open.add(scan);
              advance(scan, heads::add);
            });
      }
      Progress progress = new Progress(err, "journal", 0);
      while (!heads.isEmpty()) {
        Head head = heads.remove();
        progress.step();
        if (!wantsMore.test(head.record())) {
          return;
        }
        undamaged(() -> advance(head.scan(), heads::add));
      }
    } finally {
      open.forEach(OrderedScan::close);
    }
  }

  /** The next event of a zone, and where the one after it comes from. */
  private record Head(JournalRecord record, OrderedScan scan) {}

  private static void advance(OrderedScan scan, Consumer<Head> to) {
    if (scan.hasNext()) {
      to.accept(new Head(scan.next(), scan));
    }
  }

  private void undamaged(Runnable step) {
    try {
      step.run();
    } catch (DamagedJournalException e) {
      miss(e.getMessage());
    }
  }

  /** Says so if the stretch begins with events that are not there any more. */
  private Extent extent(String zone, JournalRange stretch) {
    Extent extent = source.extent(zone);
    boolean cut =
        !extent.fromTheBeginning()
            && stretch.fromSequence() < extent.firstSequence()
            && stretch.fromTime() < extent.firstAt();
    if (cut) {
      miss(
          "zone %s: %s begins with sequence %d: earlier ones are not there (retention, or an export of a part)"
              .formatted(zone, source.name(), extent.firstSequence()));
    }
    return extent;
  }
}
