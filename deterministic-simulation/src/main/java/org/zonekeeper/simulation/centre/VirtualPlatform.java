package org.zonekeeper.simulation.centre;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.DialLeg;
import org.zonekeeper.schemas.order.JoinLegs;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.simulators.platform.DiallerCore;
import org.zonekeeper.simulators.platform.DoNotCallList;
import org.zonekeeper.simulators.platform.PlatformIdentity;
import org.zonekeeper.simulators.platform.PlatformSettings;
import org.zonekeeper.simulators.platform.PlatformSink;

/**
 * The real simulators' dialler core in virtual time: orders come in late, facts go out late, twice
 * or not at all. Confined to the world's thread.
 */
final class VirtualPlatform implements PlatformSink {
  private static final int TWICE_WITHIN_MS = 500;
  private static final List<Class<? extends Order>> AWAITED =
      List.of(
          BridgeAgent.class,
          ReleaseCall.class,
          PlayNuisanceMessage.class,
          NailUpAgent.class,
          DialLeg.class,
          JoinLegs.class);

  private final CentreContext town;
  private final PlatformSettings settings;
  private final SplittableRandom chance;
  private final DoNotCallList doNotCall = new DoNotCallList();
  private final Map<String, DelayedChannel> orders = new HashMap<>();
  private final Map<String, DelayedChannel> facts = new HashMap<>();
  private final Map<String, List<Fact>> told = new HashMap<>();
  private final Map<String, Class<? extends Order>> losesOrders = new HashMap<>();
  private DiallerCore core;
  private long wakesAt = Long.MAX_VALUE;
  private int runs;
  private int unknownCalls;
  private boolean closed;

  VirtualPlatform(
      List<String> zones, CentreContext town, PlatformSettings settings, SplittableRandom chance) {
    this.town = town;
    this.settings = settings;
    this.chance = chance;
    for (String zone : zones) {
      orders.put(zone, new DelayedChannel(town.time(), chance.split(), 1, 10));
      facts.put(zone, new DelayedChannel(town.time(), chance.split(), 1, 10));
    }
    restart();
  }

  /** Every call is lost with all that was known of it, but not whom nobody may call. */
  void restart() {
    core =
        new DiallerCore(
            new PlatformIdentity("platform-1", "r" + ++runs), settings, doNotCall, this);
    wakesAt = Long.MAX_VALUE;
  }

  /** Nobody calls in any more. */
  void close() {
    closed = true;
    core.closeInbound();
  }

  /** A committed order is on its way here. */
  void order(String zone, Order order) {
    if (order.getClass().equals(losesOrders.get(zone))) {
      losesOrders.remove(zone);
      return;
    }
    orders
        .get(zone)
        .carry(
            () -> {
              core.handle(order, town.time().now());
              if (closed) {
                core.closeInbound();
              }
              wake();
            });
  }

  /** The next order of one of those kinds whose answer the zone waits for. */
  void loseNextOrder(String zone) {
    losesOrders.put(zone, AWAITED.get(chance.nextInt(AWAITED.size())));
  }

  void loseNextDisconnect(String zone) {
    core.loseDisconnectOfNextConnected(zone, call -> {});
  }

  void dropSilently(String zone) {
    core.dropSilently(zone);
  }

  /** Tells one of the facts told so far again, from whichever time. */
  void tellAnOldFact(String zone) {
    List<Fact> facts = told.getOrDefault(zone, List.of());
    if (!facts.isEmpty()) {
      deliver(facts.get(chance.nextInt(facts.size())));
    }
  }

  /** A live voice on a call that nobody has told of. */
  void answerAnUnknownCall(String zone) {
    String id = "unknown-" + zone + "-" + ++unknownCalls;
    long now = town.time().now();
    Fact answered =
        new LiveVoiceDetected(new FactHeader("f-" + id, zone, now, "platform-1"), id, now, now);
    town.ledger().reported(answered);
    deliver(answered);
  }

  /** Whether no fact is on its way to a zone. */
  boolean factsArrived() {
    return facts.values().stream().allMatch(DelayedChannel::idle);
  }

  DelayedChannel facts(String zone) {
    return facts.get(zone);
  }

  @Override
  public void fact(Fact fact) {
    if (chance.nextInt(1000) < town.weather().factsLost()) {
      return;
    }
    town.ledger().reported(fact);
    told.computeIfAbsent(fact.getHeader().getZone(), zone -> new ArrayList<>()).add(fact);
    deliver(fact);
    if (chance.nextInt(1000) < town.weather().factsTwice()) {
      town.time().after(chance.nextInt(TWICE_WITHIN_MS), () -> deliver(fact));
    }
  }

  @Override
  public void attempt(Attempt attempt) {
    town.ledger().dialled(attempt);
  }

  private void deliver(Fact fact) {
    String zone = fact.getHeader().getZone();
    facts.get(zone).carry(() -> town.broker().fact(zone, fact, town.time().now()));
  }

  private void wake() {
    long next = core.nextDue().orElse(Long.MAX_VALUE);
    if (next < wakesAt) {
      wakesAt = next;
      DiallerCore current = core;
      town.time().at(next, () -> woken(current, next));
    }
  }

  private void woken(DiallerCore by, long at) {
    if (by == core && at == wakesAt) {
      wakesAt = Long.MAX_VALUE;
      core.advance(town.time().now());
      wake();
    }
  }
}
