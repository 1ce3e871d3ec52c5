package org.zonekeeper.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.gateway.journal.EventMapping.AgentNotice;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.session.AgentSession.Binding;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneChange;
import org.zonekeeper.gateway.zone.ZoneWatch;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.common.SessionHolder;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.ZoneBroughtUp;
import org.zonekeeper.schemas.journal.ZoneGoingDown;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * The agents' sessions: those of this gateway's connections, and, for their desktops to be resumed
 * here, those that other gateways hold. Who is logged on in which, and which gateway holds it,
 * follows from the journal alone ({@code AgentLoggedOn}, {@code DesktopResumed}, {@code
 * AgentLoggedOff}), so that it is right whatever order answers and connections come and go in. Desk
 * thread only. An event costs the same however many sessions there are.
 */
public final class AgentSessions {

  /**
   * What bounds the sessions.
   *
   * @param idPrefix what ids of this gateway's sessions begin with
   * @param gateway this start of this gateway, as holder of sessions
   * @param resumeGraceMs how long a session outlives its connection
   * @param resumeEvents how many notifications are kept for a resume
   * @param commandsPerSecond what a session may ask for
   */
  public record Limits(
      String idPrefix,
      String gateway,
      long resumeGraceMs,
      int resumeEvents,
      int commandsPerSecond) {}

  /**
   * Notifications kept for an agent whose session another gateway holds: a dozen calls, and what is
   * missed between two gateways is some seconds'.
   */
  private static final int ELSEWHERE_EVENTS = 64;

  /** An agent whose session has become another agent's. */
  public record Orphan(AgentKey agent, String sessionId) {}

  /**
   * An agent who was logged off to be logged on in another zone.
   *
   * @param session which it keeps
   * @param from the zone that goes down
   * @param sequence of the log-off in its journal
   * @param to the agent in the other zone
   * @param notification tells the desktop, if the move comes to nothing
   */
  public record Move(
      AgentSession session,
      String from,
      long sequence,
      AgentKey to,
      String extension,
      String locale,
      List<String> skills,
      boolean ready,
      boolean nailupAsked,
      Notification notification) {}

  private final ZoneWatches zones;
  private final Limits limits;
  private final NotificationDelivery teller;
  private final CapabilityNotices capabilities;
  private final SessionRegister register = new SessionRegister();
  private final List<Orphan> orphans = new ArrayList<>();
  private final List<Move> moves = new ArrayList<>();
  private final SessionDeadlines<AgentSession> graces;

  public AgentSessions(ZoneWatches zones, Limits limits) {
    this.zones = zones;
    this.limits = limits;
    this.teller = new NotificationDelivery(zones);
    this.capabilities = new CapabilityNotices(zones);
    this.graces = new SessionDeadlines<>(limits.resumeGraceMs());
  }

  /**
   * A new connection's session.
   *
   * @param resumeDigest of the secret that the desktop is told
   */
  public AgentSession open(
      String id, String resumeDigest, ClientOutput outlet, ObservedInstant now) {
    SessionHolder here = new SessionHolder(limits.gateway(), resumeDigest, limits.resumeGraceMs());
    AgentSession session = create(id, Optional.of(here), now);
    session.connect(outlet);
    return session;
  }

  /** The session of that id, connected or in its grace. */
  public Optional<AgentSession> find(String id) {
    return register.find(id);
  }

  /** At the gateway's start: an agent who is logged on, at this gateway before or at another. */
  public void recover(AgentSnapshot snapshot, ObservedInstant now) {
    AgentSession session =
        create(snapshot.getSessionId(), Optional.ofNullable(snapshot.getHolder()), now);
    long known = Math.max(snapshot.getSequence(), zones.of(snapshot.getZone()).place(0).sequence());
    bind(session, new AgentKey(snapshot.getZone(), snapshot.getAgentId()), known);
    session.allow(snapshot.getCapabilities());
    if (isHeldHere(session)) {
      graces.set(session, now.listened());
    }
  }

  /**
   * Whether the zone waits for this gateway to say what becomes of the session. Of one that names
   * no holder the gateway must that began it, whichever start of it did.
   */
  public boolean isHeldHere(AgentSession session) {
    return session
        .holder()
        .map(holder -> holder.getGateway().equals(limits.gateway()))
        .orElseGet(() -> session.id().startsWith(limits.idPrefix()));
  }

  /** The session of an agent who is logged on. */
  public Optional<AgentSession> of(AgentKey agent) {
    return register.of(agent);
  }

  /** The zones of which this gateway holds sessions. */
  public List<String> zonesHeld() {
    return register.zones().stream()
        .filter(zone -> register.ofZone(zone).stream().anyMatch(this::isHeldHere))
        .toList();
  }

  /** Each event of the journal, in order, with the notifications that it is for agents. */
  public void event(Event event, List<AgentNotice> notices, ObservedInstant now) {
    switch (event) {
      case AgentLoggedOn on -> loggedOn(on, notices, now);
      case DesktopResumed resumed -> resumedAt(resumed);
      case AgentLoggedOff off -> loggedOff(off, notices.getFirst().notification());
      case DesktopCheckFailed failed ->
          register
              .of(keyOf(event, failed.getAgentId()))
              .ifPresent(session -> session.failedCheck(failed.getText()));
      case ZoneGoingDown down -> deliverToAll(down, notices);
      case ZoneBroughtUp up -> deliverToAll(up, notices);
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
      AgentKey agent = new AgentKey(zone, snapshot.getAgentId());
      of(agent)
          .filter(session -> session.id().equals(snapshot.getSessionId()))
          .ifPresent(
              session -> {
                session.allow(snapshot.getCapabilities());
                teller.bringUpToDate(session);
              });
    }
  }

  /** An outage began or ended: every agent who is logged on in the zone hears of it. */
  public void zoneChanged(ZoneChange change) {
    register.ofZone(change.zone()).forEach(teller::bringUpToDate);
  }

  /** The connection is gone; the session lives on for the grace if someone is logged on in it. */
  public void disconnected(AgentSession session, ClientOutput outlet, ObservedInstant now) {
    if (session.outlet().filter(outlet::equals).isEmpty()) {
      return;
    }
    session.disconnect();
    if (session.agent().isPresent()) {
      graces.set(session, now.listened());
    } else {
      register.remove(session);
    }
  }

  /**
   * Sessions whose grace to resume is over. Each comes again after another grace, until its agent's
   * log-off shows in the journal or it is {@link #drop dropped}.
   */
  public List<AgentSession> graceOver(ObservedInstant now) {
    List<AgentSession> over = graces.takeExpired(now.listened());
    over.forEach(session -> graces.set(session, now.listened()));
    return over;
  }

  /** The zone says that it is not lost: another gateway holds it. */
  public void keep(AgentSession session) {
    graces.cancel(session);
  }

  /**
   * Agents who have no desktop, because a later log-on of the same session took it from them; each
   * once. A log-on whose write seemed to have failed comes to this if it is done after all.
   */
  public List<Orphan> takeOrphans() {
    List<Orphan> taken = List.copyOf(orphans);
    orphans.clear();
    return taken;
  }

  /** Agents of sessions held here who are to be logged on in another zone; each once. */
  public List<Move> takeMoves() {
    List<Move> taken = List.copyOf(moves);
    moves.clear();
    return taken;
  }

  /** The other zone does not take the agent: nobody is logged on in the session any more. */
  public void notMoved(Move move, String text) {
    AgentSession session = move.session();
    session.logOnAnswered();
    session.tell(
        move.notification()
            .with(
                "text",
                "zone %s goes down, and zone %s does not take the agent: %s"
                    .formatted(move.from(), move.to().zone(), text)));
    if (!session.isConnected()) {
      graces.cancel(session);
      register.remove(session);
    }
  }

  /** The zone knows nothing of the session: neither need the gateway. */
  public void drop(AgentSession session) {
    register.unbind(session);
    graces.cancel(session);
    register.remove(session);
  }

  /**
   * Moves the connection from the newcomer's own session to the one that it resumes.
   *
   * @return whether all that came after {@code lastSequence} can be told again
   */
  public boolean resume(AgentSession newcomer, AgentSession resumed, long lastSequence) {
    ClientOutput outlet = newcomer.outlet().orElseThrow();
    newcomer.disconnect();
    register.remove(newcomer);
    graces.cancel(resumed);
    resumed
        .outlet()
        .ifPresent(
            old -> old.close(CloseCode.RESUMED_ELSEWHERE, "session resumed on another connection"));
    resumed.connect(outlet);
    resumed.tellAllowedAgain();
    if (!isHeldHere(resumed)) {
      ZoneWatch watch = zones.of(resumed.agent().orElseThrow().zone());
      resumed.heardOfOutages(watch.outages(), watch.outagesOver());
    }
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
    return register.all().stream().flatMap(session -> session.outlet().stream()).toList();
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

  private void loggedOn(AgentLoggedOn event, List<AgentNotice> notices, ObservedInstant now) {
    String id = event.getSessionId();
    Optional<SessionHolder> holder = Optional.ofNullable(event.getHolder());
    // Unknown: another gateway's, or its connection was lost before the log-on was decided.
    AgentSession session = register.find(id).orElseGet(() -> create(id, holder, now));
    long sequence = event.getHeader().getSequence();
    AgentKey key = keyOf(event, event.getAgentId());
    if (session.binding().isPresent() && sequence <= session.delivered()) {
      return;
    }
    session
        .agent()
        .filter(agent -> !agent.equals(key))
        .ifPresent(agent -> orphans.add(new Orphan(agent, id)));
    register.unbind(session);
    // An older Agent Manager does not say: then it is whoever holds the connection.
    session.heldBy(holder.or(session::holder));
    bind(session, key, sequence);
    if (!session.isConnected() && isHeldHere(session)) {
      graces.set(session, now.listened());
    }
    if (event.getMovedFrom() != null) {
      session.logOnAnswered();
      session.tell(notices.getFirst().notification());
    }
    teller.bringUpToDate(session);
  }

  /** Told by the journal, so of two gateways that a desktop resumes at the later one has it. */
  private void resumedAt(DesktopResumed event) {
    AgentSession session = register.of(keyOf(event, event.getAgentId())).orElse(null);
    if (session == null || !session.id().equals(event.getSessionId())) {
      return;
    }
    String digest = session.holder().map(SessionHolder::getResumeDigest).orElse("");
    session.heldBy(
        Optional.of(new SessionHolder(event.getGateway(), digest, event.getResumeGraceMs())));
    if (isHeldHere(session)) {
      session.resumeReported();
      return;
    }
    graces.cancel(session);
    if (session.isResumeReported()) {
      session
          .outlet()
          .ifPresent(
              out -> out.close(CloseCode.RESUMED_ELSEWHERE, "session resumed at another gateway"));
      session.disconnect();
      session.binding().ifPresent(binding -> binding.log().keep(ELSEWHERE_EVENTS));
    }
  }

  private void loggedOff(AgentLoggedOff event, Notification notification) {
    AgentSession session = register.find(event.getSessionId()).orElse(null);
    if (session == null
        || session.agent().filter(keyOf(event, event.getAgentId())::equals).isEmpty()
        || event.getHeader().getSequence() <= session.delivered()) {
      return;
    }
    if (session.isConnected()) {
      teller.tellWhatIsLeft(session, session.binding().get().log());
    }
    if (event.getMove() != null && isHeldHere(session)) {
      register.unbind(session);
      Move move = moveOf(event, session, notification);
      session.logOnAsked(move.to());
      moves.add(move);
      return;
    }
    session.tell(
        event.getGrounds() == LogOffGrounds.DESKTOP_ERROR
            ? notification.with("text", session.failedCheck().orElse(null))
            : notification);
    boolean elsewhere =
        event.getGrounds() == LogOffGrounds.FORCED_LOGON && !session.isLogOnPending();
    register.unbind(session);
    if (elsewhere) {
      session
          .outlet()
          .ifPresent(
              out -> out.close(CloseCode.LOGGED_ON_ELSEWHERE, "logged on by force elsewhere"));
    }
    if (!session.isConnected()) {
      graces.cancel(session);
      register.remove(session);
    }
  }

  /** The zone's own news: of every agent who is logged on there. */
  private void deliverToAll(Event event, List<AgentNotice> notices) {
    for (AgentSession session : List.copyOf(register.ofZone(event.getHeader().getZone()))) {
      session.agent().ifPresent(agent -> notices.forEach(each -> deliver(agent, each)));
    }
  }

  private static Move moveOf(
      AgentLoggedOff event, AgentSession session, Notification notification) {
    return new Move(
        session,
        event.getHeader().getZone(),
        event.getHeader().getSequence(),
        new AgentKey(event.getMove().getToZone(), event.getAgentId()),
        event.getMove().getExtension(),
        event.getMove().getLocale(),
        event.getMove().getSkills(),
        event.getMove().getReady(),
        event.getMove().getNailupAsked(),
        notification);
  }

  private void deliver(AgentKey key, AgentNotice notice) {
    AgentSession session = register.of(key).orElse(null);
    if (session == null) {
      return;
    }
    NotificationLog log = session.binding().orElseThrow().log();
    log.add(notice.notification());
    if (!session.isConnected() && !isHeldHere(session)) {
      log.keep(ELSEWHERE_EVENTS);
    }
    teller.bringUpToDate(session);
  }

  private AgentSession create(String id, Optional<SessionHolder> holder, ObservedInstant now) {
    AgentSession session =
        new AgentSession(id, holder, new CommandQuota(limits.commandsPerSecond(), now.observed()));
    register.add(session);
    return session;
  }

  private void bind(AgentSession session, AgentKey key, long sequence) {
    NotificationLog log = new NotificationLog(limits.resumeEvents(), sequence);
    register.bind(session, new Binding(key, sequence, log), zones.of(key.zone()).outagesOver());
  }

  private static AgentKey keyOf(Event event, String agentId) {
    return new AgentKey(event.getHeader().getZone(), agentId);
  }
}
