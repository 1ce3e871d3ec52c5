package org.zonekeeper.simulators.platform;

import java.util.Optional;
import java.util.Set;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.fact.JoinFailed;
import org.zonekeeper.schemas.fact.LegAlerting;
import org.zonekeeper.schemas.fact.LegConnected;
import org.zonekeeper.schemas.fact.LegDisconnected;
import org.zonekeeper.schemas.fact.LegFailed;
import org.zonekeeper.schemas.fact.LegsJoined;
import org.zonekeeper.schemas.order.ChangeOwner;
import org.zonekeeper.schemas.order.DialLeg;
import org.zonekeeper.schemas.order.JoinLegs;
import org.zonekeeper.schemas.order.ReleaseLeg;

/**
 * The second legs of one zone's calls: who is called in, joined, handed a call, let go. Confined to
 * the platform's thread.
 */
final class ZoneLegs {
  /** An agent's voice leg is up: the second agent only has to be told. */
  private static final int AGENT_ANSWERS_AFTER_BRIDGES = 3;

  private static final long EXTERNAL_ANSWERS_MS = 2_000;

  /** External numbers that end so are rung in vain. */
  private static final String NOBODY = "99";

  private final FactOutbox facts;
  private final PlatformTimers timers;
  private final LineTimes lines;
  private final ZoneCalls calls;
  private final Set<String> nailedUp;

  ZoneLegs(
      FactOutbox facts,
      PlatformTimers timers,
      LineTimes lines,
      ZoneCalls calls,
      Set<String> nailedUp) {
    this.facts = facts;
    this.timers = timers;
    this.lines = lines;
    this.calls = calls;
    this.nailedUp = nailedUp;
  }

  /** F4: an order that is too old dials nobody. */
  void dial(DialLeg order, long now) {
    Optional<PlatformCall> call = calls.talking(order.getCallId());
    Optional<String> agent = Optional.ofNullable(order.getAgentId());
    if (now > order.getValidUntil()) {
      failed(order, "the order came too late", now);
    } else if (call.isEmpty() || call.get().leg().isPresent()) {
      failed(order, "the call can have no second leg", now);
    } else if (agent.isPresent() && !nailedUp.contains(agent.get())) {
      failed(order, "agent " + agent.get() + " has no voice leg", now);
    } else {
      call.get().secondLeg(new SecondLeg(order.getLegId(), agent, LegJoin.UNKNOWN));
      long bridge = lines.bridge().toMillis();
      timers.at(now + bridge, at -> rings(order, at));
      long answers = agent.isPresent() ? AGENT_ANSWERS_AFTER_BRIDGES * bridge : EXTERNAL_ANSWERS_MS;
      if (agent.isEmpty() && order.getAddress().endsWith(NOBODY)) {
        timers.at(now + order.getRingTimeoutMs(), at -> unanswered(order, at));
      } else {
        timers.at(now + Math.max(answers, 2 * bridge), at -> answered(order, at));
      }
    }
  }

  private void failed(DialLeg order, String cause, long now) {
    facts.report(now, header -> new LegFailed(header, order.getCallId(), order.getLegId(), cause));
  }

  private void rings(DialLeg order, long now) {
    if (calls.withLeg(order.getCallId(), order.getLegId()).isPresent()) {
      facts.report(now, header -> new LegAlerting(header, order.getCallId(), order.getLegId()));
    }
  }

  private void unanswered(DialLeg order, long now) {
    calls
        .withLeg(order.getCallId(), order.getLegId())
        .ifPresent(
            call -> {
              call.withoutLeg();
              failed(order, "no answer", now);
            });
  }

  private void answered(DialLeg order, long now) {
    calls
        .withLeg(order.getCallId(), order.getLegId())
        .ifPresent(
            call -> {
              joined(call, order.getJoin());
              facts.report(
                  now, header -> new LegConnected(header, order.getCallId(), order.getLegId()));
              if (order.getAgentId() == null && order.getJoin() == LegJoin.CONSULT) {
                // Who was called for advice has other things to do, too.
                timers.at(now + call.fate().talkMs(), at -> hangsUp(order, at));
              }
            });
  }

  private void hangsUp(DialLeg order, long now) {
    calls
        .withLeg(order.getCallId(), order.getLegId())
        .ifPresent(
            call -> {
              call.withoutLeg();
              facts.report(
                  now, header -> new LegDisconnected(header, order.getCallId(), order.getLegId()));
            });
  }

  void join(JoinLegs order, long now) {
    timers.at(now + lines.bridge().toMillis(), at -> joinNow(order, at));
  }

  private void joinNow(JoinLegs order, long now) {
    Optional<PlatformCall> call =
        calls
            .withLeg(order.getCallId(), order.getLegId())
            .filter(one -> one.leg().orElseThrow().isUp());
    if (call.isEmpty()) {
      facts.report(
          now,
          header ->
              new JoinFailed(
                  header,
                  order.getCallId(),
                  order.getLegId(),
                  order.getJoin(),
                  "the call has no such leg that is up"));
      return;
    }
    joined(call.get(), order.getJoin());
    facts.report(
        now,
        header -> new LegsJoined(header, order.getCallId(), order.getLegId(), order.getJoin()));
  }

  private void joined(PlatformCall call, LegJoin join) {
    SecondLeg leg = call.leg().orElseThrow();
    if (join != LegJoin.TRANSFER) {
      call.secondLeg(leg.joined(join));
    } else if (leg.agentId().isPresent()) {
      call.transfer();
    } else {
      calls.leaves(call);
    }
  }

  void changeOwner(ChangeOwner order) {
    calls
        .withLeg(order.getCallId(), order.getLegId())
        .ifPresent(call -> call.changeOwner(order.getAgentId()));
  }

  /** Whatever was done with the leg meanwhile, the customer is with whom the leg was called by. */
  void release(ReleaseLeg order) {
    calls.talking(order.getCallId()).ifPresent(call -> call.release(order.getLegId()));
  }
}
