package org.zonekeeper.gateway.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.Notification.Place;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.gateway.zone.ZoneChange;
import org.zonekeeper.gateway.zone.ZoneWatch;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * One zone as a dashboard shows it. What came from Kafka goes in, notifications for those who watch
 * come out, whenever asked. Gateway thread only.
 */
final class ZoneBoard {
  /** Some 40 KB of JSON. */
  private static final int AGENTS_IN_A_CHUNK = 200;

  private final ZoneWatch watch;
  private final AgentRows agents = new AgentRows();
  private final JobTallies tallies = new JobTallies();
  private final OwnerHistory owners = new OwnerHistory();
  private final JournalLines lines = new JournalLines();
  private final Standbys standbys;
  private final long since;
  private Optional<ZoneStatus> status = Optional.empty();
  private Optional<ZoneChange> noticed = Optional.empty();

  /**
   * An empty board.
   *
   * @param standbys of all zones
   * @param since from when on it counts, epoch milliseconds
   */
  ZoneBoard(ZoneWatch watch, Standbys standbys, long since) {
    this.watch = watch;
    this.standbys = standbys;
    this.since = since;
  }

  void event(Event event) {
    owners.event(event, tallies.attemptsPerMinute(event.getHeader().getAt()));
    tallies.event(event);
    agents.event(event);
    lines.event(event);
    noticed.ifPresent(
        change -> owners.noticed(event.getHeader().getEpoch(), change.place().time()));
  }

  /** What was before this gateway read the journal. */
  void past(List<Event> events, long since) {
    owners.past(events, since);
  }

  void changed(ZoneChange change) {
    noticed = change.kind() == ZoneChange.Kind.NOT_AVAILABLE ? Optional.of(change) : noticed;
  }

  void status(ZoneStatus heartbeat) {
    status = Optional.of(heartbeat);
  }

  void agent(AgentSnapshot snapshot) {
    agents.put(snapshot);
  }

  void agentGone(String agentId) {
    agents.remove(agentId);
  }

  /** All that is known, in chunks, each made when it is asked for. */
  List<Supplier<Optional<Notification>>> known(long now) {
    List<Supplier<Optional<Notification>>> known = new ArrayList<>();
    known.add(() -> Optional.of(zoneCounters(now)));
    owners.all().forEach(change -> known.add(() -> Optional.of(ownerChange(change, now))));
    List<String> ids = agents.ids();
    for (int from = 0; from < ids.size(); from += AGENTS_IN_A_CHUNK) {
      List<String> chunk = ids.subList(from, Math.min(ids.size(), from + AGENTS_IN_A_CHUNK));
      known.add(() -> Optional.of(agents(agents.plain(chunk), now)));
    }
    for (String job : tallies.jobs().keySet()) {
      known.add(() -> Optional.ofNullable(tallies.jobs().get(job)).map(of -> job(job, of, now)));
    }
    return known;
  }

  /** What changed since the last time: agents, lines of the feed, changes of owner. */
  List<Notification> takeChanges(long now) {
    List<Notification> changes = new ArrayList<>();
    List<Map<String, Object>> rows = agents.takeChanged();
    for (int from = 0; from < rows.size(); from += AGENTS_IN_A_CHUNK) {
      int to = Math.min(rows.size(), from + AGENTS_IN_A_CHUNK);
      changes.add(agents(rows.subList(from, to), now));
    }
    owners.all().stream()
        .filter(OwnerChange::takeChanged)
        .forEach(change -> changes.add(ownerChange(change, now)));
    JournalLines.Taken taken = lines.take();
    if (!taken.lines().isEmpty()) {
      changes.add(
          notice(NotificationType.SUP_JOURNAL, now)
              .with("events", taken.lines())
              .with("skipped", taken.skipped()));
    }
    return changes;
  }

  /** The counters of the zone and of its jobs. */
  List<Notification> counters(long now) {
    List<Notification> counters = new ArrayList<>();
    counters.add(zoneCounters(now));
    tallies.jobs().forEach((id, tally) -> counters.add(job(id, tally, now)));
    return counters;
  }

  private Notification zoneCounters(long now) {
    Map<String, Object> counters = new LinkedHashMap<>();
    counters.put("since", since);
    counters.put("attemptsPerMinute", tallies.attemptsPerMinute(now));
    for (JobTally.Phase phase : JobTally.Phase.values()) {
      counters.put(
          phase.name().toLowerCase(Locale.ROOT),
          tallies.jobs().values().stream().mapToLong(job -> job.inPhase(phase)).sum());
    }
    status.ifPresent(
        heartbeat -> {
          counters.put("heartbeatAt", heartbeat.getHeartbeatAt());
          counters.put("journalHash", heartbeat.getJournalHash());
        });
    if (owners.completeSince() > 0) {
      counters.put("ownersSince", owners.completeSince());
    }
    standbys.of(watch.zone(), now).ifPresent(known -> counters.put("standbys", known));
    return notice(NotificationType.SUP_ZONE_COUNTERS, now).with("counters", counters);
  }

  private Notification job(String id, JobTally tally, long now) {
    return notice(NotificationType.SUP_JOB_COUNTERS, now)
        .with("job", id)
        .with("counters", tally.counters(now));
  }

  private Notification agents(List<Map<String, Object>> rows, long now) {
    return notice(NotificationType.SUP_AGENTS, now).with("agents", rows);
  }

  private Notification ownerChange(OwnerChange change, long now) {
    return notice(NotificationType.SUP_OWNER_CHANGE, now).with("change", change.plain());
  }

  private Notification notice(NotificationType type, long now) {
    Place place = watch.place(now);
    return Notification.of(type, place);
  }
}
