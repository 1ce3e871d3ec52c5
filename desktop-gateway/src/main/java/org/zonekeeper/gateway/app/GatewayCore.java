package org.zonekeeper.gateway.app;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.commands.CallbackDirectory;
import org.zonekeeper.gateway.commands.CommandDispatcher;
import org.zonekeeper.gateway.commands.CommandSink;
import org.zonekeeper.gateway.commands.ConsultDirectory;
import org.zonekeeper.gateway.commands.ContactDesk;
import org.zonekeeper.gateway.commands.ContactSettlement;
import org.zonekeeper.gateway.commands.DoubleLogOns;
import org.zonekeeper.gateway.commands.GatewayReports;
import org.zonekeeper.gateway.commands.HeldSessions;
import org.zonekeeper.gateway.commands.KeyedNumberCheck;
import org.zonekeeper.gateway.commands.LostDesktops;
import org.zonekeeper.gateway.commands.ZoneMoves;
import org.zonekeeper.gateway.contact.ContactLanes;
import org.zonekeeper.gateway.dashboard.Dashboards;
import org.zonekeeper.gateway.journal.AgentOfCall;
import org.zonekeeper.gateway.journal.EventMapping;
import org.zonekeeper.gateway.journal.EventMapping.AgentNotice;
import org.zonekeeper.gateway.journal.FeedItem;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentReadModel;
import org.zonekeeper.gateway.session.AgentSessions;
import org.zonekeeper.gateway.session.ClientOutput;
import org.zonekeeper.gateway.session.JobNotices;
import org.zonekeeper.gateway.session.LogOnDirectory;
import org.zonekeeper.gateway.session.SupervisorConsoles;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.ZoneChange;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallRole;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.PreviewCard;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.trace.TraceContext;

/**
 * The gateway's one place of work, where what comes from Kafka and what comes from clients meet.
 * Not thread-safe: everything happens on the desk's thread, one thing after the other, so that what
 * a session is told has one order. Pure but for the sink and the outlets; time is handed in.
 */
final class GatewayCore {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayCore.class);

  /** What spans are called in which desktops are told of an event; its type follows. */
  private static final String NOTICE = "notify";

  private final ZoneWatches zones;
  private final Tracing tracing;
  private final AgentReadModel agents = new AgentReadModel();
  private final ConsultDirectory consults = new ConsultDirectory(agents);
  private final CallbackDirectory callbacks = new CallbackDirectory();
  private final AgentOfCall notes = new AgentOfCall();
  private final EventMapping mapping = new EventMapping(notes);
  private final AgentSessions sessions;
  private final SupervisorConsoles consoles;
  private final Dashboards dashboards;
  private final CommandDispatcher commands;
  private final ContactSettlement settlement;
  private final ContactDesk contacts;
  private final KeyedNumberCheck keyedNumbers;
  private final LostDesktops lost;
  private final HeldSessions held;
  private final LogOnDirectory directory = new LogOnDirectory();
  private final DoubleLogOns doubles;
  private final ZoneMoves moves;
  private final Map<String, ZoneStatus> statusesBeforeStart = new HashMap<>();
  private boolean caughtUp;

  /**
   * @param contactLanes to the contact store; closed by their owner
   * @param behind whether read models wait to be worked off
   * @param tracing closed by its owner, too
   */
  GatewayCore(
      GatewaySettings settings,
      CommandSink sink,
      ContactLanes contactLanes,
      BooleanSupplier behind,
      Tracing tracing) {
    this.tracing = tracing;
    this.zones = new ZoneWatches(settings.directory(), settings.timing().patience());
    this.sessions =
        new AgentSessions(
            zones,
            new AgentSessions.Limits(
                settings.sessionPrefix(),
                settings.incarnation(),
                settings.timing().resumeGraceMs(),
                settings.limits().resumeEvents(),
                settings.limits().commandsPerSecond()));
    this.consoles = new SupervisorConsoles(zones, agents);
    GatewayReports reports = new GatewayReports(settings.id(), settings.incarnation());
    this.doubles = new DoubleLogOns(directory, zones, sessions, sink, reports);
    this.moves = new ZoneMoves(zones, sessions, doubles, sink, reports);
    this.dashboards = new Dashboards(zones, System.currentTimeMillis());
    this.commands =
        new CommandDispatcher(
            zones,
            sink,
            doubles,
            new CommandDispatcher.Limits(
                settings.id(),
                settings.limits().pendingPerSession(),
                settings.limits().pendingInAll(),
                settings.timing().answerPatienceMs(),
                settings.timing().refusalPatienceMs()),
            tracing);
    this.settlement = new ContactSettlement(contactLanes, zones, sink, settings.id());
    this.contacts = new ContactDesk(agents, zones, commands, contactLanes, behind);
    this.keyedNumbers = new KeyedNumberCheck(zones, commands, contactLanes);
    this.lost = new LostDesktops(zones, sessions, sink, reports);
    this.held = new HeldSessions(zones, sessions, sink, reports, settings.timing().resumeGraceMs());
  }

  /**
   * What was read from Kafka, in the order in which it is to be told; then the clock is looked at.
   */
  void feed(List<FeedItem> items, ObservedInstant now) {
    for (FeedItem item : items) {
      switch (item) {
        case FeedItem.Event event -> event(event.event(), event.trace(), now);
        case FeedItem.Status status -> status(status.status(), now);
        case FeedItem.ReadModel model -> readModel(model);
        case FeedItem.CaughtUp done -> caughtUp(now);
      }
    }
    if (caughtUp) {
      zones.tick(now).forEach(this::changed);
      commands.tick(now);
      contacts.tick(now);
      keyedNumbers.tick(now);
      settlement.tick(now);
      lost.tick(now);
      held.tick(now);
      doubles.tick(now);
      moves.tick(now);
      consoles.tick();
      dashboards.tick(now, consoles::tellWatchers);
    }
  }

  /** A record of the read models. */
  void readModel(FeedItem.ReadModel record) {
    switch (record) {
      case FeedItem.Agent agent -> agent(agent.snapshot());
      case FeedItem.AgentGone gone -> agentGone(new AgentKey(gone.zone(), gone.agentId()));
      case FeedItem.Callback callback -> callbacks.put(callback.snapshot());
      case FeedItem.CallbackGone gone -> callbacks.remove(gone.zone(), gone.callbackId());
    }
  }

  AgentSessions sessions() {
    return sessions;
  }

  SupervisorConsoles consoles() {
    return consoles;
  }

  HeldSessions held() {
    return held;
  }

  Dashboards dashboards() {
    return dashboards;
  }

  CommandDispatcher commands() {
    return commands;
  }

  CallbackDirectory callbacks() {
    return callbacks;
  }

  ContactDesk contacts() {
    return contacts;
  }

  KeyedNumberCheck keyedNumbers() {
    return keyedNumbers;
  }

  ConsultDirectory consults() {
    return consults;
  }

  ZoneWatches zones() {
    return zones;
  }

  /** Where the agent of a session stands by the read model, for a resume that has a gap. */
  Optional<AgentSnapshot> snapshot(AgentKey key) {
    return agents.find(key);
  }

  /** Every open connection, for the gateway's end. */
  List<ClientOutput> connections() {
    return Stream.concat(sessions.connections().stream(), consoles.connections().stream()).toList();
  }

  private void event(Event event, TraceContext trace, ObservedInstant now) {
    notes.note(event);
    List<AgentNotice> notices = mapping.noticesOf(event);
    Span span =
        notices.isEmpty()
            ? Span.getInvalid()
            : tracing.beginLinked(NOTICE, SpanKind.CONSUMER, trace);
    Optional<ZoneChange> change = zones.of(event.getHeader().getZone()).event(event, now);
    change.ifPresent(this::changed);
    if (event instanceof AgentLoggedOff off) {
      directory.loggedOff(off);
    }
    sessions.event(event, notices, now);
    JobNotices.of(event).ifPresent(consoles::job);
    dashboards.event(event);
    settlement.event(event);
    commands.event(event);
    lost.event(event);
    moves.event(event);
    notes.forget(event);
    if (span.isRecording()) {
      span.updateName(NOTICE + " " + event.typeName())
          .setAttribute(Tracing.ZONE, event.getHeader().getZone())
          .setAttribute(Tracing.SEQUENCE, event.getHeader().getSequence());
    }
    span.end();
  }

  private void status(ZoneStatus status, ObservedInstant now) {
    if (caughtUp) {
      zones.of(status.getZone()).heartbeat(status, now).ifPresent(this::changed);
      consoles.status(status);
      dashboards.status(status);
    } else {
      // Only the last one says where the zone stands; the older ones are history.
      statusesBeforeStart.put(status.getZone(), status);
    }
  }

  private void agent(AgentSnapshot snapshot) {
    if (snapshot.getAgentState() == AgentState.LOGOUT) {
      directory.remove(new AgentKey(snapshot.getZone(), snapshot.getAgentId()));
    } else {
      directory.put(snapshot);
    }
    agents.put(snapshot);
    if (caughtUp) {
      sessions.agent(snapshot);
    }
    consoles.agent(snapshot);
    dashboards.agent(snapshot);
  }

  private void agentGone(AgentKey key) {
    directory.remove(key);
    agents.remove(key).ifPresent(consoles::loggedOff);
    dashboards.agentGone(key.zone(), key.agentId());
  }

  private void caughtUp(ObservedInstant now) {
    caughtUp = true;
    List<ZoneStatus> latest = new ArrayList<>(statusesBeforeStart.values());
    statusesBeforeStart.clear();
    latest.forEach(each -> status(each, now));
    for (String zone : zones.names()) {
      for (AgentSnapshot snapshot : agents.ofZone(zone)) {
        Optional.ofNullable(snapshot.getCallId())
            .filter(call -> snapshot.getCallRole() != CallRole.SECOND)
            .ifPresent(call -> notes.inHand(call, snapshot.getAgentId()));
        sessions.recover(snapshot, now);
      }
    }
    LOG.info("read models read zones={} known={}", zones.names().size(), latest.size());
  }

  private void changed(ZoneChange change) {
    LOG.info(
        "zone {} zone={} epoch={} sequence={} cause={} outageBeganAt={}",
        change.kind() == ZoneChange.Kind.AVAILABLE ? "available" : "not available",
        change.zone(),
        change.place().epoch(),
        change.place().sequence(),
        change.cause(),
        change.outageBeganAt());
    zones.remember(change);
    sessions.zoneChanged(change);
    consoles.zoneChanged(change);
    dashboards.changed(change);
  }

  /** For answers: plain values of a snapshot. */
  static Map<String, Object> plain(AgentSnapshot snapshot) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("sequence", snapshot.getSequence());
    state.put("agentState", snapshot.getAgentState().name());
    state.put("callState", snapshot.getCallState().name());
    state.put("jobState", snapshot.getJobState().name());
    state.put("nailup", snapshot.getNailup().name());
    Optional.ofNullable(snapshot.getCallId()).ifPresent(call -> state.put("call", call));
    Optional.ofNullable(snapshot.getJobId()).ifPresent(job -> state.put("job", job));
    state.put("reloginRequired", snapshot.getReloginRequired());
    Optional.ofNullable(snapshot.getPreview())
        .ifPresent(
            card -> {
              state.put("campaign", snapshot.getCampaign());
              state.put("contact", snapshot.getContact());
              state.put("preview", plain(card));
            });
    return state;
  }

  /** By the names that the card has in AGTCallNotify. */
  private static Map<String, Object> plain(PreviewCard card) {
    Map<String, Object> preview = new LinkedHashMap<>();
    preview.put("contactType", card.getPacing().name());
    preview.put("numbers", card.getNumberKinds());
    preview.put("deadline", card.getDeadline());
    preview.put("timed", card.getTimed());
    preview.put("canCancel", card.getCancellable());
    preview.put("redialsLeft", card.getRedialsLeft());
    Optional.ofNullable(card.getCallbackId()).ifPresent(id -> preview.put("callback", id));
    return preview;
  }
}
