package org.zonekeeper.check.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.JobChanged;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.Journal.Event;

/** The journal by zone, call, agent and cause. Built once, then only read; any thread. */
public final class IndexedJournal {
  private final Map<String, List<JournalEntry>> byZone = new TreeMap<>();
  private final Map<String, CallHistory> calls = new LinkedHashMap<>();
  private final Map<String, List<JournalEntry>> byAgent = new TreeMap<>();
  private final Map<String, List<JournalEntry>> byCause = new HashMap<>();

  /**
   * @param entries each zone's in the order of its partition
   */
  public IndexedJournal(List<JournalEntry> entries) {
    for (JournalEntry entry : entries) {
      byZone.computeIfAbsent(entry.zone(), zone -> new ArrayList<>()).add(entry);
      entry
          .event()
          .getOptionalCallId()
          .ifPresent(
              id ->
                  calls
                      .computeIfAbsent(id, call -> new CallHistory(call, entry.zone()))
                      .events()
                      .add(entry));
      entry
          .event()
          .getOptionalAgentId()
          .ifPresent(id -> byAgent.computeIfAbsent(id, agent -> new ArrayList<>()).add(entry));
      if (!entry.causeId().isEmpty()) {
        byCause.computeIfAbsent(entry.causeId(), cause -> new ArrayList<>()).add(entry);
      }
    }
  }

  /** The zones that have events, by name. */
  public Collection<String> zones() {
    return byZone.keySet();
  }

  /** A zone's events in the order of its partition. */
  public List<JournalEntry> of(String zone) {
    return Collections.unmodifiableList(byZone.getOrDefault(zone, List.of()));
  }

  /** Every event, zone after zone. */
  public Stream<JournalEntry> all() {
    return byZone.values().stream().flatMap(List::stream);
  }

  /** A zone's events of one type. */
  public <T extends Event> List<T> of(String zone, Class<T> type) {
    return of(zone).stream()
        .filter(entry -> entry.is(type))
        .map(e -> type.cast(e.event()))
        .toList();
  }

  /** Every event of one type, zone after zone. */
  public <T extends Event> List<T> all(Class<T> type) {
    return all().filter(entry -> entry.is(type)).map(entry -> type.cast(entry.event())).toList();
  }

  /** Every call that the journal speaks of. */
  public Collection<CallHistory> calls() {
    return calls.values();
  }

  /** The calls of a zone. */
  public List<CallHistory> callsOf(String zone) {
    return calls.values().stream().filter(call -> call.zone().equals(zone)).toList();
  }

  /** A call by its id. */
  public Optional<CallHistory> call(String id) {
    return Optional.ofNullable(calls.get(id));
  }

  /** What the journal says of an agent, in order. */
  public List<JournalEntry> agent(String id) {
    return byAgent.getOrDefault(id, List.of());
  }

  /** Every event that a command or a fact caused. */
  public List<JournalEntry> causedBy(String id) {
    return byCause.getOrDefault(id, List.of());
  }

  /** The agents who were logged on in the zone just before the event of this sequence. */
  public List<String> loggedOnBefore(String zone, long sequence) {
    List<String> agents = new ArrayList<>();
    for (JournalEntry entry : of(zone)) {
      if (entry.sequence() >= sequence) {
        break;
      }
      if (entry.event() instanceof AgentLoggedOn on) {
        agents.add(on.getAgentId());
      } else if (entry.event() instanceof AgentLoggedOff off) {
        agents.remove(off.getAgentId());
      }
    }
    return agents;
  }

  /** A job's latest settings; empty for a job that never started. */
  public Optional<JobSettings> settingsOf(String zone, String jobId) {
    return of(zone).stream()
        .flatMap(entry -> settings(entry.event(), jobId))
        .reduce((earlier, later) -> later);
  }

  private static Stream<JobSettings> settings(Event event, String jobId) {
    if (event instanceof JobStarted started && started.getJobId().equals(jobId)) {
      return Stream.of(started.getSettings());
    }
    if (event instanceof JobChanged changed && changed.getJobId().equals(jobId)) {
      return Stream.of(changed.getSettings());
    }
    return Stream.empty();
  }

  /** Time of the last event; 0 for an empty journal. */
  public long end() {
    return all().mapToLong(JournalEntry::at).max().orElse(0);
  }
}
