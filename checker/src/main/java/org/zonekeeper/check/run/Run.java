package org.zonekeeper.check.run;

import java.util.List;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.LogLine;

/**
 * One run, its evidence put in order; what judges read. Immutable; any thread.
 *
 * @param journal the journal by zone, call and agent
 * @param desktops what desktops and supervisors heard and said
 * @param platform the dialler platform's log
 * @param recorder the recorder's log
 * @param incidents what was done to the system, and the outages that it led to
 */
public record Run(
    IndexedJournal journal,
    Desktops desktops,
    List<LogLine> platform,
    List<LogLine> recorder,
    Incidents incidents) {

  public Run {
    platform = List.copyOf(platform);
    recorder = List.copyOf(recorder);
  }

  /** Puts the evidence in order. */
  public static Run of(Evidence evidence) {
    IndexedJournal journal = new IndexedJournal(evidence.journal());
    return new Run(
        journal,
        new Desktops(evidence.transcripts()),
        evidence.platform(),
        evidence.recorder(),
        new Incidents(evidence.incidents(), journal));
  }

  /** The platform's lines of one kind in a zone: order, fact or attempt. */
  public List<LogLine> platform(String zone, String kind) {
    return platform.stream()
        .filter(line -> line.zone().equals(zone) && line.kind().equals(kind))
        .toList();
  }

  /** The facts of one type that the platform reported in a zone. */
  public List<LogLine> facts(String zone, String type) {
    return platform(zone, "fact").stream().filter(line -> line.text("type").equals(type)).toList();
  }
}
