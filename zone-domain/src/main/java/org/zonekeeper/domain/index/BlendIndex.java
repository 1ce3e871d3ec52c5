package org.zonekeeper.domain.index;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.BlenderMove;

/**
 * Who is where for the blender: whom it has sent to inbound work, and whom it moved lately. Each
 * entry is a pure function of one agent's record. Confined to the zone's thread.
 */
public final class BlendIndex {
  private final Map<String, NavigableSet<QueuePosition>> onTheWay = new HashMap<>();
  private final Map<String, NavigableSet<QueuePosition>> working = new HashMap<>();
  private final Map<String, Integer> away = new HashMap<>();
  private final NavigableSet<QueuePosition> moved = new TreeSet<>();

  public void add(AgentRecord agent) {
    if (isAway(agent)) {
      away.merge(agent.getJobId(), 1, Integer::sum);
    }
    if (!agent.getBlenderMoves().isEmpty()) {
      moved.add(movedPlace(agent));
      if (isSentByBlender(agent)) {
        places(agent)
            .computeIfAbsent(lastMove(agent).getSkill(), skill -> new TreeSet<>())
            .add(movedPlace(agent));
      }
    }
  }

  /** Takes the agent out; its record must still be as it was when it was added. */
  public void remove(AgentRecord agent) {
    if (isAway(agent)) {
      away.computeIfPresent(agent.getJobId(), (job, count) -> count == 1 ? null : count - 1);
    }
    if (!agent.getBlenderMoves().isEmpty()) {
      moved.remove(movedPlace(agent));
      if (isSentByBlender(agent)) {
        places(agent)
            .computeIfPresent(
                lastMove(agent).getSkill(),
                (skill, places) ->
                    places.remove(movedPlace(agent)) && places.isEmpty() ? null : places);
      }
    }
  }

  /** Agents whom the blender is to send to inbound work for the skill, longest so first. */
  public NavigableSet<QueuePosition> onTheWay(String skill) {
    return of(onTheWay, skill);
  }

  /**
   * Agents whom the blender sent to inbound work for the skill and has not asked back, longest so
   * first.
   */
  public NavigableSet<QueuePosition> working(String skill) {
    return of(working, skill);
  }

  /** How many agents of the job are on inbound work or on the way to it. */
  public int away(String jobId) {
    return away.getOrDefault(jobId, 0);
  }

  /** Ids of the agents whom the blender moved last at this time or later, epoch milliseconds. */
  public List<String> movedSince(long time) {
    return moved.tailSet(new QueuePosition(time, ""), true).stream()
        .map(QueuePosition::id)
        .toList();
  }

  /** The blender's last move of an agent whom it has moved within memory. */
  public static BlenderMove lastMove(AgentRecord agent) {
    return agent.getBlenderMoves().getLast();
  }

  /** Whether the agent is on inbound work, or to go there as soon as what comes first is done. */
  public static boolean isAway(AgentRecord agent) {
    return agent.getJobId() != null
        && switch (agent.getJobState()) {
          case INBOUND, PENDING_INBOUND, PENDING_MANUAL_INBOUND -> true;
          case ATTACHED, DETACHED, ENDED, PENDING_ATTACH, PENDING_MOVEMENT, UNKNOWN -> false;
        };
  }

  /** By nobody's hand, and not asked back. */
  private static boolean isSentByBlender(AgentRecord agent) {
    return agent.getJobGrounds() == JobStateGrounds.BLENDER
        && (agent.getJobState() == JobState.PENDING_INBOUND
            || (agent.getInbound() != null && !agent.getInbound().getEndRequested()));
  }

  private Map<String, NavigableSet<QueuePosition>> places(AgentRecord agent) {
    return agent.getInbound() == null ? onTheWay : working;
  }

  private static QueuePosition movedPlace(AgentRecord agent) {
    return new QueuePosition(lastMove(agent).getAt(), agent.getAgentId());
  }

  private static NavigableSet<QueuePosition> of(
      Map<String, NavigableSet<QueuePosition>> places, String skill) {
    return Collections.unmodifiableNavigableSet(
        places.getOrDefault(skill, Collections.emptyNavigableSet()));
  }
}
