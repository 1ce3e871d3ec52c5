package org.zonekeeper.check.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * What was done to the system. The kinds of line:
 *
 * <ul>
 *   <li>{@code killed}: SIGKILL of {@code agentManager}; {@code certainAt}: when it was surely dead
 *   <li>{@code frozen}, {@code thawed}: SIGSTOP for longer than everything, SIGCONT
 *   <li>{@code cut-off}: frozen from {@code at} to {@code until}, for less than the threshold
 *   <li>{@code stopping}, {@code stopped}: a graceful stop of {@code agentManager}; {@code started}
 *   <li>{@code lost-disconnect}: the Disconnect of {@code call}, with {@code agent} on it, was lost
 *   <li>{@code lying-desktop}: {@code agent}'s desktop answers the status check wrongly
 *   <li>{@code silent-call}: nothing more is reported of {@code call}
 * </ul>
 *
 * Built once, then only read; any thread.
 */
public final class Incidents {
  private static final Set<String> FAILURES = Set.of("killed", "frozen");

  private final List<LogLine> lines;
  private final List<Outage> outages;

  public Incidents(List<LogLine> lines, Journal journal) {
    this.lines = List.copyOf(lines);
    this.outages = outages(journal);
  }

  /** The incidents of one kind, in order of time. */
  public List<LogLine> of(String kind) {
    return lines.stream().filter(line -> line.kind().equals(kind)).toList();
  }

  /** Kills and freezes, in order of time. */
  public List<LogLine> failures() {
    return lines.stream().filter(line -> FAILURES.contains(line.kind())).toList();
  }

  /** Every zone's every outage, in order of time. */
  public List<Outage> outages() {
    return outages;
  }

  /** The outages of one kill or freeze. */
  public List<Outage> outagesOf(LogLine failure) {
    return outages.stream().filter(outage -> outage.beganAt() == failure.at()).toList();
  }

  /** The outages that ended. */
  public List<Outage> mended() {
    return outages.stream().filter(Outage::mended).toList();
  }

  /** Whether the agent's desktop was made to lie at any time. */
  public boolean lies(String agent) {
    return of("lying-desktop").stream().anyMatch(line -> line.text("agent").equals(agent));
  }

  /** Whether the agent had a call whose Disconnect was lost. */
  public boolean lostDisconnect(String agent) {
    return of("lost-disconnect").stream().anyMatch(line -> line.text("agent").equals(agent));
  }

  private List<Outage> outages(Journal journal) {
    List<Outage> found = new ArrayList<>();
    List<LogLine> failures = failures();
    for (int i = 0; i < failures.size(); i++) {
      LogLine failure = failures.get(i);
      String victim = failure.text("agentManager");
      for (String zone : journal.zones()) {
        if (Ownership.ownerAt(journal, zone, failure.at()).filter(victim::equals).isPresent()) {
          found.add(outage(journal, zone, failure, next(journal, zone, failures, i)));
        }
      }
    }
    return found;
  }

  private static long next(Journal journal, String zone, List<LogLine> failures, int current) {
    return failures.subList(current + 1, failures.size()).stream()
        .filter(
            failure ->
                Ownership.ownerAt(journal, zone, failure.at())
                    .filter(failure.text("agentManager")::equals)
                    .isPresent())
        .mapToLong(LogLine::at)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static Outage outage(Journal journal, String zone, LogLine failure, long until) {
    Optional<ZoneTakenOver> taken =
        journal.of(zone, ZoneTakenOver.class).stream()
            .filter(event -> within(event.getHeader().getAt(), failure.at(), until))
            .findFirst();
    Optional<ZoneAvailable> available =
        taken.flatMap(
            start ->
                journal.of(zone, ZoneAvailable.class).stream()
                    .filter(end -> end.getHeader().getEpoch() == start.getHeader().getEpoch())
                    .findFirst());
    long sequence =
        taken
            .map(start -> start.getHeader().getSequence())
            .orElseGet(() -> firstAfter(journal, zone, failure.at()));
    return new Outage(
        zone,
        failure.text("agentManager"),
        failure.at(),
        Math.max(failure.at(), failure.number("certainAt")),
        until,
        taken,
        available,
        journal.loggedOnBefore(zone, sequence));
  }

  private static long firstAfter(Journal journal, String zone, long at) {
    return journal.of(zone).stream()
        .filter(entry -> entry.at() > at)
        .mapToLong(JournalEntry::sequence)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static boolean within(long at, long from, long until) {
    return at >= from && at < until;
  }
}
