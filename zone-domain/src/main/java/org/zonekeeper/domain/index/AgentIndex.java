package org.zonekeeper.domain.index;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.state.AgentRecord;

/**
 * Who is where among the agents; each entry is a pure function of one agent's record and of the
 * epoch of the zone's last outage, so that a rebuilt index equals the kept one. Confined to the
 * zone's thread.
 */
public final class AgentIndex {
  private final Map<String, NavigableSet<QueuePosition>> idle = new HashMap<>();
  private final Map<String, NavigableSet<String>> attached = new HashMap<>();
  private final Map<String, String> byExtension = new HashMap<>();
  private final Map<String, NavigableSet<String>> byGateway = new TreeMap<>();
  private final NavigableSet<String> unaskedFree = new TreeSet<>();
  private final NavigableSet<String> unaskedOnCall = new TreeSet<>();
  private long lastOutageEpoch;

  /**
   * Begins anew with these agents if there was another outage: their desktops must be asked again.
   *
   * @param epoch of the zone's last outage
   */
  public void outageIn(long epoch, Collection<AgentRecord> agents) {
    if (epoch != lastOutageEpoch) {
      agents.forEach(this::remove);
      lastOutageEpoch = epoch;
      agents.forEach(this::add);
    }
  }

  public void add(AgentRecord agent) {
    byExtension.put(agent.getExtension(), agent.getAgentId());
    if (agent.getHolder() != null) {
      byGateway
          .computeIfAbsent(agent.getHolder().getGateway(), gateway -> new TreeSet<>())
          .add(agent.getAgentId());
    }
    if (unasked(agent)) {
      (agent.getCallId() == null ? unaskedFree : unaskedOnCall).add(agent.getAgentId());
    }
    if (belongsToJob(agent)) {
      attached.computeIfAbsent(agent.getJobId(), job -> new TreeSet<>()).add(agent.getAgentId());
      if (takesCalls(agent)) {
        idle.computeIfAbsent(agent.getJobId(), job -> new TreeSet<>()).add(readyPlace(agent));
      }
    }
  }

  /** Takes the agent out; its record must still be as it was when it was added. */
  public void remove(AgentRecord agent) {
    byExtension.remove(agent.getExtension(), agent.getAgentId());
    if (agent.getHolder() != null) {
      drop(byGateway, agent.getHolder().getGateway(), agent.getAgentId());
    }
    unaskedFree.remove(agent.getAgentId());
    unaskedOnCall.remove(agent.getAgentId());
    if (agent.getJobId() != null) {
      drop(attached, agent.getJobId(), agent.getAgentId());
      drop(idle, agent.getJobId(), readyPlace(agent));
    }
  }

  /** Agents of the job who can take a call now, longest idle first. */
  public NavigableSet<QueuePosition> idle(String jobId) {
    return Collections.unmodifiableNavigableSet(
        idle.getOrDefault(jobId, Collections.emptyNavigableSet()));
  }

  /** Ids of the agents who belong to the job, whatever they are doing. */
  public NavigableSet<String> attached(String jobId) {
    return Collections.unmodifiableNavigableSet(
        attached.getOrDefault(jobId, Collections.emptyNavigableSet()));
  }

  /** Whether there are desktops that have not been asked for their states since the last outage. */
  public boolean hasUnasked() {
    return !unaskedFree.isEmpty() || !unaskedOnCall.isEmpty();
  }

  /** Some of the agents whose desktops have not been asked: first those who could take a call. */
  public List<String> unasked(int most) {
    return Stream.concat(unaskedFree.stream(), unaskedOnCall.stream()).limit(most).toList();
  }

  /** The gateways that hold sessions of the zone's agents. */
  public Set<String> gateways() {
    return Collections.unmodifiableSet(byGateway.keySet());
  }

  /** Ids of the agents whose sessions the gateway holds. */
  public NavigableSet<String> heldBy(String gateway) {
    return Collections.unmodifiableNavigableSet(
        byGateway.getOrDefault(gateway, Collections.emptyNavigableSet()));
  }

  /** Who uses the extension. */
  public Optional<String> byExtension(String extension) {
    return Optional.ofNullable(byExtension.get(extension));
  }

  static boolean belongsToJob(AgentRecord agent) {
    return agent.getJobId() != null
        && (agent.getJobState() == JobState.ATTACHED
            || agent.getJobState() == JobState.PENDING_MOVEMENT);
  }

  static boolean ready(AgentRecord agent) {
    return agent.getAgentState() == AgentState.READY
        && agent.getCallId() == null
        && !agent.getReloginRequired()
        && !agent.getLogOffPending();
  }

  static boolean nailedUpAndReady(AgentRecord agent) {
    return ready(agent) && agent.getNailup() == NailupState.NAILED_UP && agent.getCheck() == null;
  }

  /** No call for an agent whose desktop has not yet shown that it knows its state (F18). */
  private boolean takesCalls(AgentRecord agent) {
    return nailedUpAndReady(agent) && !unasked(agent);
  }

  private boolean unasked(AgentRecord agent) {
    return agent.getAskedInEpoch() < lastOutageEpoch;
  }

  /** An earlier version kept no place of its own: what it left in a store goes by readySince. */
  static QueuePosition readyPlace(AgentRecord agent) {
    long place = agent.getWaitingSince() == 0 ? agent.getReadySince() : agent.getWaitingSince();
    return new QueuePosition(place, agent.getAgentId());
  }

  private static <T> void drop(Map<String, NavigableSet<T>> sets, String key, T member) {
    NavigableSet<T> set = sets.get(key);
    if (set != null && set.remove(member) && set.isEmpty()) {
      sets.remove(key);
    }
  }
}
