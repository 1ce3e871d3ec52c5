package org.zonekeeper.simulators.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.schemas.fact.InboundStatusReported;
import org.zonekeeper.schemas.fact.InboundWorkEnded;
import org.zonekeeper.schemas.order.BeginInboundWork;
import org.zonekeeper.schemas.order.EndInboundWork;
import org.zonekeeper.schemas.order.RequestInboundStatus;

/**
 * The inbound side of one zone's platform: has agents talk with people who call in, one after the
 * other, until it is asked to end that or nobody calls any more. Confined to the platform's thread.
 */
final class ZoneInbound {
  /** How long people call in for one agent, at least, and how much longer at most. */
  private static final long BUSY_MS = 15_000;

  private static final int BUSIER_MS = 10_000;

  private final FactOutbox facts;
  private final PlatformTimers timers;
  private final long talkMillis;
  private final Set<String> nailedUp;
  private final Map<String, String> works = new HashMap<>();

  /**
   * @param talkMillis how long a conversation takes at most
   * @param nailedUp agents with a voice leg for outbound calls
   */
  ZoneInbound(FactOutbox facts, PlatformTimers timers, long talkMillis, Set<String> nailedUp) {
    this.facts = facts;
    this.timers = timers;
    this.talkMillis = Math.max(1, talkMillis);
    this.nailedUp = nailedUp;
  }

  void begin(BeginInboundWork order, long now) {
    String agent = order.getAgentId();
    String work = order.getWorkId();
    nailedUp.remove(agent);
    works.put(agent, work);
    long busy = BUSY_MS + Math.floorMod(work.hashCode(), BUSIER_MS);
    timers.at(now + busy, at -> over(agent, work, "nobody calls in any more", at));
  }

  /** The conversation in hand goes on until its end. */
  void end(EndInboundWork order, long now) {
    long left = Math.floorMod(order.getWorkId().hashCode(), talkMillis);
    timers.at(
        now + left, at -> over(order.getAgentId(), order.getWorkId(), "ended as asked for", at));
  }

  /** The agent was logged off, so nobody waits for a word about it. */
  void forget(String agent) {
    works.remove(agent);
  }

  void report(RequestInboundStatus order, long now) {
    boolean working = isOn(order.getAgentId(), order.getWorkId());
    facts.report(
        now,
        header ->
            new InboundStatusReported(header, order.getAgentId(), order.getWorkId(), working));
  }

  /** Whether the agent talks with people who call in. */
  boolean has(String agent) {
    return works.containsKey(agent);
  }

  private boolean isOn(String agent, String work) {
    return Optional.ofNullable(works.get(agent)).filter(work::equals).isPresent();
  }

  private void over(String agent, String work, String cause, long now) {
    if (isOn(agent, work)) {
      works.remove(agent);
      facts.report(now, header -> new InboundWorkEnded(header, agent, work, cause));
    }
  }
}
