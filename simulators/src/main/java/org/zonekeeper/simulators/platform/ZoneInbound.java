package org.zonekeeper.simulators.platform;

import java.util.HashMap;
import java.util.List;
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
  private final Map<String, Work> works = new HashMap<>();
  private final InboundQueues queues;

  /** An agent's stay, with the names of the agent's skills. */
  private record Work(String workId, List<String> skills) {}

  /**
   * @param settings how long a conversation takes at most, and who calls in
   * @param nailedUp agents with a voice leg for outbound calls
   */
  ZoneInbound(
      FactOutbox facts, PlatformTimers timers, PlatformSettings settings, Set<String> nailedUp) {
    this.facts = facts;
    this.timers = timers;
    this.talkMillis = Math.max(1, settings.calls().talkMean().toMillis());
    this.nailedUp = nailedUp;
    this.queues = new InboundQueues(settings.inbound(), facts, timers, this::working);
  }

  /** From now on people call in. */
  void open(long now) {
    queues.open(now);
  }

  /** Nobody calls in any more. */
  void close() {
    queues.close();
  }

  void begin(BeginInboundWork order, long now) {
    String agent = order.getAgentId();
    String work = order.getWorkId();
    nailedUp.remove(agent);
    works.put(agent, new Work(work, names(order.getSkills())));
    overWhenNobodyCalls(agent, work, now);
  }

  private void overWhenNobodyCalls(String agent, String work, long now) {
    long busy = BUSY_MS + Math.floorMod(work.hashCode(), BUSIER_MS);
    timers.at(
        now + busy,
        at -> {
          if (isOn(agent, work) && queues.isAnybodyWaiting(works.get(agent).skills())) {
            overWhenNobodyCalls(agent, work, at);
          } else {
            over(agent, work, "nobody calls in any more", at);
          }
        });
  }

  private int working(String skill) {
    return (int) works.values().stream().filter(work -> work.skills().contains(skill)).count();
  }

  private static List<String> names(List<String> skills) {
    return skills.stream().map(skill -> skill.replaceFirst(":([1-9]|10)$", "")).toList();
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
    return Optional.ofNullable(works.get(agent)).map(Work::workId).filter(work::equals).isPresent();
  }

  private void over(String agent, String work, String cause, long now) {
    if (isOn(agent, work)) {
      works.remove(agent);
      facts.report(now, header -> new InboundWorkEnded(header, agent, work, cause));
    }
  }
}
