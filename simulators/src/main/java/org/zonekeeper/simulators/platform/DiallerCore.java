package org.zonekeeper.simulators.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.schemas.order.BeginInboundWork;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.ChangeOwner;
import org.zonekeeper.schemas.order.DialContact;
import org.zonekeeper.schemas.order.DialLeg;
import org.zonekeeper.schemas.order.DialNumber;
import org.zonekeeper.schemas.order.DropNailup;
import org.zonekeeper.schemas.order.EndInboundWork;
import org.zonekeeper.schemas.order.HoldLine;
import org.zonekeeper.schemas.order.JoinLegs;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.OrderHeader;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.order.ReleaseLeg;
import org.zonekeeper.schemas.order.RequestCallStatus;
import org.zonekeeper.schemas.order.RequestInboundStatus;
import org.zonekeeper.schemas.order.ReserveContact;
import org.zonekeeper.schemas.order.ReserveContacts;
import org.zonekeeper.schemas.order.ResumeContact;
import org.zonekeeper.schemas.order.ReturnContact;
import org.zonekeeper.schemas.order.SendDigits;
import org.zonekeeper.schemas.order.StopCallingContact;
import org.zonekeeper.schemas.order.SuspendContact;
import org.zonekeeper.schemas.order.UnholdLine;
import org.zonekeeper.simulators.platform.PlatformSettings.Leases;

/**
 * The simulated platform without Kafka and without a clock: orders in, facts out, time passed in.
 * Zones share nothing but the timers. Confined to one thread.
 *
 * <p>A restarted platform is a new core: it knows none of the calls of before, and its status
 * reports say so.
 */
public final class DiallerCore {
  private final PlatformIdentity identity;
  private final PlatformSettings settings;
  private final PlatformSink sink;
  private final DoNotCallList doNotCall;
  private final PlatformTimers timers = new PlatformTimers();
  private final Map<String, Zone> zones = new HashMap<>();

  private record Zone(
      FactOutbox facts,
      ZoneCalls calls,
      ZoneLegs legs,
      ZoneDialling dialling,
      LostDisconnects lost,
      ZoneInbound inbound,
      Set<String> nailedUp) {}

  /**
   * @param identity who reports
   * @param settings how people and machinery behave
   * @param doNotCall kept over restarts, by whoever makes one core after the other
   * @param sink where facts and dials go, on the caller's thread
   */
  public DiallerCore(
      PlatformIdentity identity,
      PlatformSettings settings,
      DoNotCallList doNotCall,
      PlatformSink sink) {
    this.identity = identity;
    this.settings = settings;
    this.doNotCall = doNotCall;
    this.sink = sink;
  }

  /** Carries out an order, after whatever was due before it. */
  public void handle(Order order, long now) {
    advance(now);
    OrderHeader header = order.getHeader();
    boolean unheardOf = !zones.containsKey(header.getZone());
    Zone zone = zone(header.getZone());
    if (unheardOf) {
      zone.inbound.open(now);
    }
    zone.dialling.sawEpoch(header.getEpoch());
    switch (order) {
      case AuthoriseDialling lease -> zone.dialling.authorise(lease, now);
      case ReserveContacts lease -> zone.dialling.reservations().reserve(lease, now);
      case ReserveContact one -> zone.dialling.reservations().reserve(one, now);
      case SuspendContact one -> zone.dialling.suspend(one);
      case ResumeContact one -> zone.dialling.resume(one);
      case StopCallingContact stop -> zone.dialling.stopCalling(stop, now);
      case DialContact dial -> zone.dialling.reservations().dial(dial, now);
      case DialNumber dial -> zone.dialling.reservations().dial(dial, now);
      case ReturnContact back -> zone.dialling.reservations().takeBack(back, now);
      case BridgeAgent bridge -> bridge(zone, bridge, now);
      case ReleaseCall release -> zone.calls.release(release.getCallId(), now);
      case PlayNuisanceMessage play -> zone.calls.playNuisanceMessage(play.getCallId(), now);
      case NailUpAgent nailUp -> nailUp(zone, nailUp.getAgentId(), now);
      case DropNailup drop -> {
        zone.nailedUp.remove(drop.getAgentId());
        zone.inbound.forget(drop.getAgentId());
      }
      case BeginInboundWork begin -> zone.inbound.begin(begin, now);
      case EndInboundWork end -> zone.inbound.end(end, now);
      case RequestInboundStatus request -> zone.inbound.report(request, now);
      case DialLeg dial -> zone.legs.dial(dial, now);
      case JoinLegs join -> zone.legs.join(join, now);
      case ChangeOwner change -> zone.legs.changeOwner(change);
      case ReleaseLeg release -> zone.legs.release(release);
      // Tones: nobody here listens to them.
      case SendDigits digits -> {}
      case RequestCallStatus request -> report(zone, request, now);
      // The talk goes on in its own time; holding changes who hears whom, which nobody here does.
      case HoldLine hold -> {}
      case UnholdLine unhold -> {}
    }
    advance(now);
  }

  /** Nobody calls in any more, in any zone heard of so far. */
  public void closeInbound() {
    zones.values().forEach(zone -> zone.inbound.close());
  }

  /** Does what is due by now. */
  public void advance(long now) {
    timers.advance(now);
  }

  /** When {@link #advance} has something to do next, epoch milliseconds. */
  public OptionalLong nextDue() {
    return timers.next();
  }

  private void nailUp(Zone zone, String agentId, long now) {
    timers.at(
        now + settings.lines().nailUp().toMillis(),
        at -> {
          if (!zone.inbound.has(agentId)) {
            zone.nailedUp.add(agentId);
            zone.facts.report(at, header -> new NailupEstablished(header, agentId));
          }
        });
  }

  /** A platform that was restarted has lost the voice legs: it rings the agent first. */
  private void bridge(Zone zone, BridgeAgent order, long now) {
    if (zone.nailedUp.contains(order.getAgentId())) {
      zone.calls.bridge(order.getCallId(), order.getAgentId(), now);
      return;
    }
    nailUp(zone, order.getAgentId(), now);
    timers.at(
        now + settings.lines().nailUp().toMillis(),
        at -> zone.calls.bridge(order.getCallId(), order.getAgentId(), at));
  }

  private static void report(Zone zone, RequestCallStatus request, long now) {
    List<LiveCall> known = new ArrayList<>(zone.calls.status(request.getCalls()));
    zone.dialling.reservations().callIds().stream()
        .filter(request.getCalls()::contains)
        .map(callId -> new LiveCall(callId, null, List.of()))
        .forEach(known::add);
    zone.facts.report(now, header -> new CallStatusReported(header, request.getRequestId(), known));
  }

  void leases(String zone, Leases leases) {
    zone(zone).dialling.leases(leases);
  }

  void delayFacts(String zone, Duration delay) {
    zone(zone).facts.delay(delay);
  }

  void loseDisconnectOf(String zone, String callId) {
    zone(zone).lost.of(callId);
  }

  /** The fault of F19: the next call that is connected ends without a Disconnect. */
  public void loseDisconnectOfNextConnected(String zone, Consumer<String> chosen) {
    zone(zone).lost.ofNextConnected(chosen);
  }

  /**
   * The same of a conversation of two that goes on, the youngest: whoever ends it; empty if nobody
   * but those agents talks.
   */
  Optional<Conversation> loseDisconnectOfAnyBut(String zone, Set<String> agents) {
    Optional<Conversation> chosen =
        zone(zone).calls.conversationsOfTwo().reversed().stream()
            .filter(conversation -> !agents.contains(conversation.agentId()))
            .findFirst();
    chosen.ifPresent(conversation -> loseDisconnectOf(zone, conversation.callId()));
    return chosen;
  }

  /** Ends a conversation of two at once without a Disconnect; empty if nobody talks. */
  public Optional<Conversation> dropSilently(String zone) {
    return zone(zone).calls.dropSilently();
  }

  /** The same of that call, unless it has ended. */
  void dropSilently(String zone, String callId) {
    zone(zone).calls.dropSilently(callId);
  }

  List<Conversation> conversations(String zone) {
    return zone(zone).calls.conversations();
  }

  PlatformCounts counts() {
    int underWay = 0;
    int talking = 0;
    long attempts = 0;
    for (Zone zone : zones.values()) {
      underWay += zone.calls.underWay();
      talking += zone.calls.conversations().size();
      attempts += zone.dialling.attempts();
    }
    return new PlatformCounts(attempts, underWay, talking);
  }

  private Zone zone(String name) {
    return zones.computeIfAbsent(name, this::newZone);
  }

  private Zone newZone(String name) {
    FactOutbox facts = new FactOutbox(name, identity, timers, sink, settings.faults().factDelay());
    LostDisconnects lost = new LostDisconnects();
    Set<String> nailedUp = new HashSet<>();
    ZoneCalls calls = new ZoneCalls(facts, timers, settings.lines(), lost, nailedUp);
    ZoneDialling.ZoneLines lines =
        new ZoneDialling.ZoneLines(name, identity.run(), facts, calls, doNotCall);
    ZoneLegs legs = new ZoneLegs(facts, timers, settings.lines(), calls, nailedUp);
    ZoneDialling dialling = new ZoneDialling(lines, settings, timers, sink);
    ZoneInbound inbound = new ZoneInbound(facts, timers, settings, nailedUp);
    return new Zone(facts, calls, legs, dialling, lost, inbound, nailedUp);
  }
}
