package org.zonekeeper.check.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
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

  public Incidents(List<LogLine> lines, IndexedJournal journal) {
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

  /** Every zone's every outage, in order of time; those too that nobody made. */
  public List<Outage> outages() {
    return outages;
  }

  /** The outages of one kill or freeze. */
  public List<Outage> outagesOf(LogLine failure) {
    return outages.stream().filter(outage -> outage.beganAt() == failure.at()).toList();
  }

  /** The outages that were made, by a kill or a freeze, and ended. */
  public List<Outage> mendedFailures() {
    return failures().stream()
        .flatMap(failure -> outagesOf(failure).stream())
        .filter(Outage::mended)
        .toList();
  }

  /** The outages that ended. */
  public List<Outage> mended() {
    return outages.stream().filter(Outage::mended).toList();
  }

  /** Whether the agent's desktop was made to lie at any time. */
  public boolean lies(String agent) {
    return of("lying-desktop").stream().anyMatch(line -> line.text("agent").equals(agent));
  }

  /** Whether the call's Disconnect was lost. */
  public boolean lostDisconnect(String call) {
    return of("lost-disconnect").stream().anyMatch(line -> line.text("call").equals(call));
  }

  private List<Outage> outages(IndexedJournal journal) {
    List<Beginning> beginnings = new ArrayList<>();
    for (String zone : journal.zones()) {
      List<Beginning> ofZone = new ArrayList<>(done(journal, zone));
      ofZone.addAll(silences(journal, zone, ofZone));
      beginnings.addAll(ofZone);
    }
    return beginnings.stream()
        .sorted(Comparator.comparingLong(Beginning::at))
        .map(beginning -> outage(journal, beginning, next(beginnings, beginning)))
        .toList();
  }

  /** How an outage of a zone began. */
  private record Beginning(String zone, String victim, long at, long certainAt) {}

  /** What kills and freezes did to the zone. */
  private List<Beginning> done(IndexedJournal journal, String zone) {
    return failures().stream()
        .filter(
            failure ->
                Ownership.ownerAt(journal, zone, failure.at())
                    .filter(failure.text("agentManager")::equals)
                    .isPresent())
        .filter(failure -> !tolerated(journal, zone, failure.at()))
        .map(
            failure ->
                new Beginning(
                    zone,
                    failure.text("agentManager"),
                    failure.at(),
                    Math.max(failure.at(), failure.number("certainAt"))))
        .toList();
  }

  /** X2: whether the change of owner that followed was within the zone's failover tolerance. */
  private static boolean tolerated(IndexedJournal journal, String zone, long failedAt) {
    return journal.of(zone).stream()
        .filter(entry -> entry.at() >= failedAt)
        .filter(entry -> Ownership.broughtInBy(entry).isPresent())
        .findFirst()
        .filter(entry -> entry.event() instanceof ZoneHandedOver handed && handed.getTolerated())
        .isPresent();
  }

  /** An owner that found itself to have been silent for too long: an outage that nobody made. */
  private static List<Beginning> silences(
      IndexedJournal journal, String zone, List<Beginning> done) {
    return journal.of(zone, ZoneTakenOver.class).stream()
        .filter(taken -> taken.getPreviousOwner().equals(taken.getOwner()))
        .map(
            taken ->
                new Beginning(
                    zone,
                    taken.getOwner().getAgentManager(),
                    taken.getOutageBeganAt(),
                    taken.getHeader().getAt()))
        .filter(
            silence ->
                done.stream()
                    .noneMatch(
                        other -> other.at() >= silence.at() && other.at() <= silence.certainAt()))
        .toList();
  }

  private static long next(List<Beginning> beginnings, Beginning current) {
    return beginnings.stream()
        .filter(other -> other.zone().equals(current.zone()) && other.at() > current.at())
        .mapToLong(Beginning::at)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static Outage outage(IndexedJournal journal, Beginning beginning, long until) {
    String zone = beginning.zone();
    Optional<ZoneTakenOver> taken =
        journal.of(zone, ZoneTakenOver.class).stream()
            .filter(event -> within(event.getHeader().getAt(), beginning.at(), until))
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
            .orElseGet(() -> firstAfter(journal, zone, beginning.at()));
    return new Outage(
        zone,
        beginning.victim(),
        beginning.at(),
        beginning.certainAt(),
        until,
        taken,
        available,
        journal.loggedOnBefore(zone, sequence));
  }

  private static long firstAfter(IndexedJournal journal, String zone, long at) {
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
