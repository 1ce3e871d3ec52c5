package org.zonekeeper.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.domain.index.AgentIndex;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.domain.index.Downtime;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.state.AgentRecord;

/**
 * A memory of when the zone's owner last heard of each gateway that holds sessions of its agents.
 * No fold of the journal: a new owner, and one that was silent itself, begins to listen anew, so
 * that no gateway is held to be dead because nobody listened. Confined to the zone's thread.
 */
final class GatewaysHeard {
  private final Map<String, Long> heardAt = new HashMap<>();
  private long listeningSince;

  /** No deadline passes before: what is heard, and who comes, can only postpone them. */
  private long nothingBefore;

  /** Forgets what was heard: the owner listens from now on, epoch milliseconds. */
  public void beginToListen(long now) {
    heardAt.clear();
    listeningSince = now;
  }

  /** The gateway was alive when its report was read, epoch milliseconds. */
  public void heard(String gateway, long now) {
    heardAt.put(gateway, now);
  }

  /**
   * The deadlines that have passed of agents whose gateway has been silent for so long that the
   * grace in which they could have come back at another one is over, too.
   *
   * @param most how many at most
   */
  public List<Deadline> due(ZoneView zone, long now, int most) {
    AgentIndex agents = zone.agentIndex();
    heardAt.keySet().retainAll(agents.gateways());
    List<Deadline> due = new ArrayList<>();
    if (now < nothingBefore) {
      return due;
    }
    long earliest = now + Deadline.GATEWAY_SILENCE.toMillis();
    for (String gateway : agents.gateways()) {
      long heard = heardAt.getOrDefault(gateway, listeningSince);
      if (now - heard > Deadline.GATEWAY_SILENCE.toMillis()) {
        Downtime downtime = Downtime.of(zone.zone());
        for (String agentId : agents.heldBy(gateway)) {
          Deadline deadline = downtime.moved(of(zone.agent(agentId).orElseThrow(), heard));
          earliest = Math.min(earliest, deadline.at());
          if (deadline.at() <= now && due.size() < most) {
            due.add(deadline);
          }
        }
      }
    }
    nothingBefore = earliest;
    return due;
  }

  private static Deadline of(AgentRecord agent, long heard) {
    long since = Math.max(heard, agent.getHeldSince());
    return new Deadline(
        since + Deadline.GATEWAY_SILENCE.toMillis() + agent.getHolder().getResumeGraceMs(),
        Deadline.Timer.GATEWAY,
        agent.getAgentId(),
        since);
  }
}
