package org.zonekeeper.am.domain.index;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.state.AgentRecord;

/**
 * Who is where among the agents; each entry is a pure function of one agent's record, so that a
 * rebuilt index equals the kept one. Confined to the zone's thread.
 */
public final class AgentIndex {
  private final Map<String, NavigableSet<Place>> idle = new HashMap<>();
  private final Map<String, NavigableSet<String>> attached = new HashMap<>();
  private final NavigableSet<Place> withoutJob = new TreeSet<>();
  private final Map<String, String> byExtension = new HashMap<>();

  public void add(AgentRecord agent) {
    byExtension.put(agent.getExtension(), agent.getAgentId());
    if (belongsToJob(agent)) {
      attached.computeIfAbsent(agent.getJobId(), job -> new TreeSet<>()).add(agent.getAgentId());
      if (takesCalls(agent)) {
        idle.computeIfAbsent(agent.getJobId(), job -> new TreeSet<>()).add(place(agent));
      }
    } else if (ready(agent)) {
      withoutJob.add(place(agent));
    }
  }

  /** Takes the agent out; its record must still be as it was when it was added. */
  public void remove(AgentRecord agent) {
    byExtension.remove(agent.getExtension(), agent.getAgentId());
    withoutJob.remove(place(agent));
    if (agent.getJobId() != null) {
      drop(attached, agent.getJobId(), agent.getAgentId());
      drop(idle, agent.getJobId(), place(agent));
    }
  }

  /** Agents of the job who can take a call now, longest idle first. */
  public NavigableSet<Place> idle(String jobId) {
    return Collections.unmodifiableNavigableSet(
        idle.getOrDefault(jobId, Collections.emptyNavigableSet()));
  }

  /** Ids of the agents who belong to the job, whatever they are doing. */
  public NavigableSet<String> attached(String jobId) {
    return Collections.unmodifiableNavigableSet(
        attached.getOrDefault(jobId, Collections.emptyNavigableSet()));
  }

  /** Ready agents who belong to no job, longest ready first. */
  public NavigableSet<Place> withoutJob() {
    return Collections.unmodifiableNavigableSet(withoutJob);
  }

  /** Who uses the extension. */
  public Optional<String> byExtension(String extension) {
    return Optional.ofNullable(byExtension.get(extension));
  }

  private static boolean belongsToJob(AgentRecord agent) {
    return agent.getJobId() != null
        && (agent.getJobState() == JobState.ATTACHED
            || agent.getJobState() == JobState.PENDING_MOVEMENT);
  }

  private static boolean ready(AgentRecord agent) {
    return agent.getAgentState() == AgentState.READY
        && agent.getCallId() == null
        && !agent.getReloginRequired()
        && !agent.getLogOffPending();
  }

  /** No call for an agent whose desktop has not yet shown that it knows its state (F18). */
  private static boolean takesCalls(AgentRecord agent) {
    return ready(agent)
        && agent.getJobState() == JobState.ATTACHED
        && agent.getNailup() == NailupState.NAILED_UP
        && agent.getCheck() == null;
  }

  private static Place place(AgentRecord agent) {
    return new Place(agent.getReadySince(), agent.getAgentId());
  }

  private static <T> void drop(Map<String, NavigableSet<T>> sets, String jobId, T member) {
    NavigableSet<T> set = sets.get(jobId);
    if (set != null && set.remove(member) && set.isEmpty()) {
      sets.remove(jobId);
    }
  }
}
