package org.zonekeeper.gateway.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.zonekeeper.gateway.identity.ZoneScope;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.Notification.Place;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.gateway.zone.ZoneChange;
import org.zonekeeper.gateway.zone.ZoneChange.Kind;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * What supervisors watch: the latest status of zones, agents and jobs, and who subscribed to which
 * zone. Desk thread only.
 */
public final class SupervisorConsoles {
  /** Some milliseconds of the gateway's thread, fifty times a second. */
  private static final int MOST_AT_A_TICK = 1_000;

  private final ZoneWatches zones;
  private final Map<String, Set<SupervisorSession>> subscribers = new HashMap<>();
  private final Map<String, Set<SupervisorSession>> watchers = new HashMap<>();
  private final Set<SupervisorSession> sessions = new LinkedHashSet<>();
  private final Map<String, ZoneStatus> statuses = new HashMap<>();
  private final Map<String, Map<String, Notification>> jobs = new HashMap<>();
  private final AgentReadModel agents;

  public SupervisorConsoles(ZoneWatches zones, AgentReadModel agents) {
    this.zones = zones;
    this.agents = agents;
  }

  public void open(SupervisorSession session) {
    sessions.add(session);
  }

  public void closed(SupervisorSession session) {
    sessions.remove(session);
    unsubscribe(session);
  }

  /**
   * From now on the session hears of these zones, and no others; first what is known now, a part at
   * each {@link #tick}.
   */
  public void subscribe(SupervisorSession session, Collection<String> wanted) {
    unsubscribe(session);
    List<Supplier<Optional<Notification>>> known = new ArrayList<>();
    for (String zone : new LinkedHashSet<>(wanted)) {
      subscribers.computeIfAbsent(zone, key -> new LinkedHashSet<>()).add(session);
      known.add(() -> zoneKnown(zone));
      known.addAll(agentsKnown(zone));
      known.addAll(jobsKnown(zone));
    }
    begin(session, known);
  }

  /**
   * The same for a dashboard, which is told of zones and jobs as others are, and of agents,
   * counters and events in batches.
   *
   * @param boards what the dashboards know of these zones
   */
  public void watch(
      SupervisorSession session,
      Collection<String> wanted,
      List<Supplier<Optional<Notification>>> boards) {
    unsubscribe(session);
    List<Supplier<Optional<Notification>>> known = new ArrayList<>();
    for (String zone : new LinkedHashSet<>(wanted)) {
      watchers.computeIfAbsent(zone, key -> new LinkedHashSet<>()).add(session);
      known.add(() -> zoneKnown(zone));
      known.addAll(jobsKnown(zone));
    }
    known.addAll(boards);
    begin(session, known);
  }

  /** Tells the dashboards that watch the zone. */
  public void tellWatchers(String zone, Notification notification) {
    watchers.getOrDefault(zone, Set.of()).forEach(session -> session.tell(notification));
  }

  private static void begin(
      SupervisorSession session, List<Supplier<Optional<Notification>>> known) {
    session.owe(known.iterator());
    session.tellOwed(MOST_AT_A_TICK);
  }

  /** From now on the session hears of no zone that is not covered. */
  public void keep(SupervisorSession session, ZoneScope scope) {
    for (Map<String, Set<SupervisorSession>> each : List.of(subscribers, watchers)) {
      each.forEach(
          (zone, ofZone) -> {
            if (!scope.covers(zone) && ofZone.remove(session)) {
              session.owe(Collections.emptyIterator());
            }
          });
    }
  }

  private void unsubscribe(SupervisorSession session) {
    subscribers.values().forEach(each -> each.remove(session));
    watchers.values().forEach(each -> each.remove(session));
  }

  /**
   * Tells those who subscribed a part of what they do not know yet; a part, because a zone can have
   * a hundred thousand agents, and everybody else on this gateway waits meanwhile.
   */
  public void tick() {
    int left = MOST_AT_A_TICK;
    int others = sessions.size();
    for (SupervisorSession session : sessions) {
      left -= session.tellOwed(Math.max(1, left / others--));
      if (left <= 0) {
        return;
      }
    }
  }

  private Optional<Notification> zoneKnown(String zone) {
    return Optional.ofNullable(statuses.get(zone)).map(this::zoneNotice);
  }

  /** What is known of a zone's agents, each as it is when it is told. */
  private List<Supplier<Optional<Notification>>> agentsKnown(String zone) {
    List<Supplier<Optional<Notification>>> known = new ArrayList<>();
    for (AgentSnapshot snapshot : agents.ofZone(zone)) {
      AgentKey key = new AgentKey(zone, snapshot.getAgentId());
      known.add(() -> agents.find(key).map(SupervisorConsoles::agentNotice));
    }
    return known;
  }

  private List<Supplier<Optional<Notification>>> jobsKnown(String zone) {
    List<Supplier<Optional<Notification>>> known = new ArrayList<>();
    for (String job : jobs.getOrDefault(zone, Map.of()).keySet()) {
      known.add(() -> Optional.ofNullable(jobs.get(zone).get(job)));
    }
    return known;
  }

  /** A record of the zone-status topic; told when anything of note changed. */
  public void status(ZoneStatus status) {
    ZoneStatus before = statuses.put(status.getZone(), status);
    boolean changed =
        before == null
            || before.getEpoch() != status.getEpoch()
            || before.getPhase() != status.getPhase()
            || before.getGoingDown() != status.getGoingDown()
            || !Objects.equals(before.getOwner(), status.getOwner());
    if (changed) {
      tell(status.getZone(), zoneNotice(status));
    }
  }

  /** A record of the agents' read model. */
  public void agent(AgentSnapshot snapshot) {
    if (!subscribers.getOrDefault(snapshot.getZone(), Set.of()).isEmpty()) {
      subscribers.get(snapshot.getZone()).forEach(session -> session.tell(agentNotice(snapshot)));
    }
  }

  /**
   * An agent's session is over.
   *
   * @param last how the agent stood before
   */
  public void loggedOff(AgentSnapshot last) {
    agent(
        AgentSnapshot.newBuilder(last)
            .setAgentState(AgentState.LOGOUT)
            .setCallState(CallState.IDLE)
            .setJobState(JobState.DETACHED)
            .setNailup(NailupState.NOT_NAILED_UP)
            .setCallId(null)
            .setJobId(null)
            .setJobGrounds(JobStateGrounds.OTHER)
            .setReloginRequired(false)
            .build());
  }

  /** A job's status changed. */
  public void job(JobNotices.JobNotice notice) {
    Notification notification = notice.notification();
    String zone = notification.place().zone();
    Map<String, Notification> ofZone = jobs.computeIfAbsent(zone, key -> new LinkedHashMap<>());
    if (notice.ended()) {
      ofZone.remove(notice.jobId());
    } else {
      ofZone.put(notice.jobId(), notification);
    }
    tell(zone, notification);
  }

  public void zoneChanged(ZoneChange change) {
    NotificationType type =
        change.kind() == Kind.NOT_AVAILABLE
            ? NotificationType.SUP_ZONE_NOT_AVAILABLE
            : NotificationType.SUP_ZONE_AVAILABLE;
    tell(change.zone(), NotificationDelivery.notice(type, change));
  }

  /** All connections, for the gateway's end. */
  public List<ClientOutput> connections() {
    return sessions.stream().map(SupervisorSession::outlet).toList();
  }

  private void tell(String zone, Notification notification) {
    subscribers.getOrDefault(zone, Set.of()).forEach(session -> session.tell(notification));
    tellWatchers(zone, notification);
  }

  private Notification zoneNotice(ZoneStatus status) {
    Place place =
        new Place(
            status.getZone(), status.getEpoch(), status.getSequence(), status.getHeartbeatAt());
    return Notification.of(NotificationType.SUP_ZONE_STATUS, place)
        .with("phase", status.getPhase())
        .with("owner", status.getOwner().getAgentManager())
        .with("available", zones.of(status.getZone()).isAvailable())
        .with("goingDown", status.getGoingDown());
  }

  private static Notification agentNotice(AgentSnapshot snapshot) {
    Place place =
        new Place(
            snapshot.getZone(), snapshot.getEpoch(), snapshot.getSequence(), snapshot.getAt());
    return Notification.of(NotificationType.SUP_AGENT_STATUS, place)
        .with("agent", snapshot.getAgentId())
        .with("agentState", snapshot.getAgentState())
        .with("callState", snapshot.getCallState())
        .with("jobState", snapshot.getJobState())
        .with("nailup", snapshot.getNailup())
        .with("call", snapshot.getCallId())
        .with("job", snapshot.getJobId())
        .with("jobGrounds", snapshot.getJobGrounds())
        .with("skills", snapshot.getSkills())
        .with("reloginRequired", snapshot.getReloginRequired());
  }
}
