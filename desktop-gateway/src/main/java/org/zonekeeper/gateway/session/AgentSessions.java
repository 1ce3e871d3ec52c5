package org.zonekeeper.gateway.session;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.gateway.journal.EventMapping.AgentNotice;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.session.AgentSession.Binding;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneChange;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * The agents' sessions of this gateway. Who is logged on in which follows from the journal alone
 * ({@code AgentLoggedOn}, {@code AgentLoggedOff}), so that it is right whatever order answers and
 * connections come and go in. Desk thread only. An event costs the same however many sessions there
 * are.
 */
public final class AgentSessions {

  /**
   * What bounds the sessions.
   *
   * @param idPrefix what ids of this gateway's sessions begin with
   * @param resumeGraceMs how long a session outlives its connection
   * @param resumeEvents how many notifications are kept for a resume
   * @param commandsPerSecond what a session may ask for
   */
  public record Limits(
      String idPrefix, long resumeGraceMs, int resumeEvents, int commandsPerSecond) {}

  private final ZoneWatches zones;
  private final Limits limits;
  private final NotificationDelivery teller;
  private final CapabilityNotices capabilities;
  private final Map<String, AgentSession> byId = new HashMap<>();
  private final Map<AgentKey, AgentSession> byAgent = new HashMap<>();
  private final Map<String, Set<AgentSession>> byZone = new HashMap<>();
  private final SessionDeadlines<AgentSession> graces;

  public AgentSessions(ZoneWatches zones, Limits limits) {
    this.zones = zones;
    this.limits = limits;
    this.teller = new NotificationDelivery(zones);
    this.capabilities = new CapabilityNotices(zones);
    this.graces = new SessionDeadlines<>(limits.resumeGraceMs());
  }

  /** A new connection's session. */
  public AgentSession open(String id, ClientOutput outlet, ObservedInstant now) {
    AgentSession session = create(id, now);
    session.connect(outlet);
    return session;
  }

  /** The session of that id, connected or in its grace. */
  public Optional<AgentSession> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * At the gateway's start: an agent whose session was this gateway's before it stopped. The
   * desktop has the grace to resume it.
   */
  public void recover(AgentSnapshot snapshot, ObservedInstant now) {
    if (!snapshot.getSessionId().startsWith(limits.idPrefix())) {
      return;
    }
    AgentSession session = create(snapshot.getSessionId(), now);
    long known = Math.max(snapshot.getSequence(), zones.of(snapshot.getZone()).place(0).sequence());
    bind(session, new AgentKey(snapshot.getZone(), snapshot.getAgentId()), known);
    session.allow(snapshot.getCapabilities());
    graces.set(session, now.observed());
  }

  /** Each event of the journal, in order, with the notifications that it is for agents. */
  public void event(Event event, List<AgentNotice> notices, ObservedInstant now) {
    switch (event) {
      case AgentLoggedOn on -> loggedOn(on, now);
      case AgentLoggedOff off -> loggedOff(off, notices.getFirst().notification());
      case DesktopCheckFailed failed ->
          Optional.ofNullable(byAgent.get(keyOf(event, failed.getAgentId())))
              .ifPresent(session -> session.failedCheck(failed.getText()));
      default -> notices.forEach(each -> deliver(keyOf(event, each.agentId()), each));
    }
    tellAllowed(event.getHeader().getZone());
  }

  /** A record of the read model: what the agent may ask for. */
  public void agent(AgentSnapshot snapshot) {
    capabilities.add(snapshot);
    tellAllowed(snapshot.getZone());
  }

  private void tellAllowed(String zone) {
    for (AgentSnapshot snapshot : capabilities.takeDue(zone)) {
      AgentSession session = byAgent.get(new AgentKey(zone, snapshot.getAgentId()));
      if (session != null && session.id().equals(snapshot.getSessionId())) {
        session.allow(snapshot.getCapabilities());
        teller.bringUpToDate(session);
      }
    }
  }

  /** An outage began or ended: every agent who is logged on in the zone hears of it. */
  public void zoneChanged(ZoneChange change) {
    byZone.getOrDefault(change.zone(), Set.of()).forEach(teller::bringUpToDate);
  }

  /** The connection is gone; the session lives on for the grace if someone is logged on in it. */
  public void disconnected(AgentSession session, ClientOutput outlet, ObservedInstant now) {
    if (session.outlet().filter(outlet::equals).isEmpty()) {
      return;
    }
    session.disconnect();
    if (session.agent().isPresent()) {
      graces.set(session, now.observed());
    } else {
      byId.remove(session.id());
    }
  }

  /**
   * Sessions whose grace to resume is over. Each comes again after another grace, until its agent's
   * log-off shows in the journal or it is {@link #drop dropped}.
   */
  public List<AgentSession> graceOver(ObservedInstant now) {
    List<AgentSession> over = graces.takeExpired(now.observed());
    over.forEach(session -> graces.set(session, now.observed()));
    return over;
  }

  /** The zone knows nothing of the session: neither need the gateway. */
  public void drop(AgentSession session) {
    unbind(session);
    graces.cancel(session);
    byId.remove(session.id());
  }

  /**
   * Moves the connection from the newcomer's own session to the one that it resumes.
   *
   * @return whether all that came after {@code lastSequence} can be told again
   */
  public boolean resume(AgentSession newcomer, AgentSession resumed, long lastSequence) {
    ClientOutput outlet = newcomer.outlet().orElseThrow();
    newcomer.disconnect();
    byId.remove(newcomer.id());
    graces.cancel(resumed);
    resumed
        .outlet()
        .ifPresent(
            old -> old.close(CloseCode.RESUMED_ELSEWHERE, "session resumed on another connection"));
    resumed.connect(outlet);
    resumed.tellAllowedAgain();
    Binding binding = resumed.binding().orElseThrow();
    String zone = binding.key().zone();
    long from = resumePoint(zone, lastSequence);
    resumed.delivered(from);
    zones.lastBeginning(zone).ifPresent(change -> teller.retell(resumed, change, lastSequence));
    zones.lastEnd(zone).ifPresent(change -> teller.retell(resumed, change, lastSequence));
    return binding.log().isCompleteAfter(from);
  }

  /** Where a resumed session that must start from a snapshot stands. */
  public void startAfter(AgentSession session, long sequence) {
    session.delivered(sequence);
  }

  /** Tells a session what it has missed. */
  public void catchUp(AgentSession session) {
    teller.bringUpToDate(session);
  }

  /** All sessions with a connection, for the gateway's end. */
  public List<ClientOutput> connections() {
    return byId.values().stream().flatMap(session -> session.outlet().stream()).toList();
  }

  /** POMAvailable overtakes what was held back: having heard it says nothing about the rest. */
  private long resumePoint(String zone, long lastSequence) {
    Optional<ZoneChange> end = zones.lastEnd(zone);
    Optional<ZoneChange> beginning = zones.lastBeginning(zone);
    boolean heardTheEndLast =
        end.isPresent() && beginning.isPresent() && end.get().place().sequence() == lastSequence;
    return heardTheEndLast
        ? Math.min(lastSequence, beginning.get().place().sequence())
        : lastSequence;
  }

  private void loggedOn(AgentLoggedOn event, ObservedInstant now) {
    String id = event.getSessionId();
    AgentSession session = byId.get(id);
    if (session == null) {
      if (!id.startsWith(limits.idPrefix())) {
        return;
      }
      // Its connection was lost, or this gateway started anew, before the log-on was decided.
      session = create(id, now);
    }
    long sequence = event.getHeader().getSequence();
    AgentKey key = keyOf(event, event.getAgentId());
    if (session.binding().isPresent() && sequence <= session.delivered()) {
      return;
    }
    unbind(session);
    bind(session, key, sequence);
    if (!session.isConnected()) {
      graces.set(session, now.observed());
    }
    teller.bringUpToDate(session);
  }

  private void loggedOff(AgentLoggedOff event, Notification notification) {
    AgentSession session = byId.get(event.getSessionId());
    if (session == null
        || session.binding().isEmpty()
        || event.getHeader().getSequence() <= session.delivered()) {
      return;
    }
    teller.tellWhatIsLeft(session, session.binding().get().log());
    session.tell(
        event.getGrounds() == LogOffGrounds.DESKTOP_ERROR
            ? notification.with("text", session.failedCheck().orElse(null))
            : notification);
    boolean elsewhere =
        event.getGrounds() == LogOffGrounds.FORCED_LOGON && !session.isLogOnPending();
    unbind(session);
    if (elsewhere) {
      session
          .outlet()
          .ifPresent(
              out -> out.close(CloseCode.LOGGED_ON_ELSEWHERE, "logged on by force elsewhere"));
    }
    if (!session.isConnected()) {
      graces.cancel(session);
      byId.remove(session.id());
    }
  }

  private void deliver(AgentKey key, AgentNotice notice) {
    AgentSession session = byAgent.get(key);
    if (session == null) {
      return;
    }
    session.binding().orElseThrow().log().add(notice.notification());
    teller.bringUpToDate(session);
  }

  private AgentSession create(String id, ObservedInstant now) {
    AgentSession session =
        new AgentSession(id, new CommandQuota(limits.commandsPerSecond(), now.observed()));
    byId.put(id, session);
    return session;
  }

  private void bind(AgentSession session, AgentKey key, long sequence) {
    NotificationLog log = new NotificationLog(limits.resumeEvents(), sequence);
    session.bind(new Binding(key, log), sequence, zones.of(key.zone()).outagesOver());
    AgentSession older = byAgent.put(key, session);
    if (older != null && older != session) {
      unbind(older);
      byAgent.put(key, session);
    }
    byZone.computeIfAbsent(key.zone(), zone -> new LinkedHashSet<>()).add(session);
  }

  private void unbind(AgentSession session) {
    session
        .agent()
        .ifPresent(
            key -> {
              byAgent.remove(key, session);
              byZone.getOrDefault(key.zone(), new LinkedHashSet<>()).remove(session);
            });
    session.unbind();
  }

  private static AgentKey keyOf(Event event, String agentId) {
    return new AgentKey(event.getHeader().getZone(), agentId);
  }
}
