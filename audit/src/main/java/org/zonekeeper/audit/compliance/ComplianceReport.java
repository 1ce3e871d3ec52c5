package org.zonekeeper.audit.compliance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.Extent;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.source.OrderedScan;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;

/**
 * The figures of one journal. Immutable.
 *
 * @param rules what was asked for
 * @param figures the calls by campaign and day
 * @param windows each campaign's periods
 * @param unauthorised attempts without a valid dial authorisation, by campaign
 * @param reservations what is missing from the figures, in words; empty if nothing is
 */
public record ComplianceReport(
    RegulatoryRules rules,
    Compliance figures,
    List<RatePeriod> windows,
    Map<String, Long> unauthorised,
    List<String> reservations) {

  public ComplianceReport {
    windows = List.copyOf(windows);
    unauthorised = Collections.unmodifiableMap(new TreeMap<>(unauthorised));
    reservations = List.copyOf(reservations);
  }

  /** Whether every period of every campaign is within the limit. */
  public boolean within() {
    return windows.stream().allMatch(RatePeriod::within);
  }

  /** Is told of events as they are read. */
  public interface Progress {
    /** So many more events of the zone. */
    void read(String zone, long events);
  }

  /**
   * Reads every zone, one after another. Where a zone's journal is damaged, what was read before
   * counts, and the report says so.
   *
   * @param calls takes the raw facts of every call, if they are wanted
   */
  public static ComplianceReport of(
      JournalSource source,
      List<String> zones,
      RegulatoryRules rules,
      Optional<CallsFile> calls,
      Progress progress) {
    Reading reading = new Reading(source, rules, calls, progress);
    zones.forEach(reading::read);
    return new ComplianceReport(
        rules,
        reading.figures,
        reading.figures.windows(),
        reading.unauthorised,
        reading.reservations);
  }

  /** One journal's reading, zone after zone. */
  private static final class Reading {
    private static final int REPORTED = 1 << 14;

    private final JournalSource source;
    private final RegulatoryRules rules;
    private final Optional<CallsFile> calls;
    private final Progress progress;
    private final Compliance figures;
    private final List<String> reservations = new ArrayList<>();
    private final Map<String, Long> unauthorised = new TreeMap<>();

    Reading(
        JournalSource source, RegulatoryRules rules, Optional<CallsFile> calls, Progress progress) {
      this.source = source;
      this.rules = rules;
      this.calls = calls;
      this.progress = progress;
      this.figures = new Compliance(rules);
    }

    void read(String zone) {
      Extent extent = source.extent(zone);
      if (!extent.fromTheBeginning()) {
        reservations.add(
            "zone %s: the journal begins with sequence %d; calls that ended before it are not counted"
                .formatted(zone, extent.firstSequence()));
      }
      long events = 0;
      try (OrderedScan scan = OrderedScan.of(source, zone, JournalRange.ALL)) {
        while (scan.hasNext()) {
          take(zone, scan.next());
          if (++events % REPORTED == 0) {
            progress.read(zone, REPORTED);
          }
        }
      } catch (DamagedJournalException e) {
        reservations.add("%s; what comes after is not counted".formatted(e.getMessage()));
      }
      progress.read(zone, events % REPORTED);
    }

    private void take(String zone, JournalRecord record) {
      switch (record.event()) {
        case CallCompleted end -> CallFacts.of(zone, end, rules).ifPresent(this::add);
        case UnknownCallAnswered unknown -> add(CallFacts.of(zone, unknown));
        case AttemptUnauthorised attempt ->
            unauthorised.merge(attempt.getCampaign(), 1L, Long::sum);
        default -> {
          // Says nothing about a person who answered.
        }
      }
    }

    private void add(CallFacts facts) {
      figures.add(facts);
      calls.ifPresent(file -> file.add(facts));
    }
  }
}
