package org.zonekeeper.domain.index;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.Consult;

/**
 * What each job has under way, and which calls the platform was asked about; each entry is a pure
 * function of one call's record. Confined to the zone's thread.
 */
public final class CallIndex {
  private final Map<String, Load> loads = new HashMap<>();
  private final SortedSet<String> jobsWaiting = new TreeSet<>();
  private final Map<String, SortedSet<String>> asked = new HashMap<>();
  private final SortedMap<String, SortedSet<String>> pendingConsults = new TreeMap<>();

  public void add(CallRecord call) {
    if (call.getStatusRequestId() != null) {
      asked
          .computeIfAbsent(call.getStatusRequestId(), request -> new TreeSet<>())
          .add(call.getCallId());
    }
    wanted(call)
        .ifPresent(
            agentId ->
                pendingConsults
                    .computeIfAbsent(agentId, agent -> new TreeSet<>())
                    .add(call.getCallId()));
    Load load = loads.computeIfAbsent(call.getJobId(), job -> new Load());
    load.count(call, 1);
    if (waits(call) && load.waiting.add(place(call))) {
      jobsWaiting.add(call.getJobId());
    }
  }

  /** Takes the call out; its record must still be as it was when it was added. */
  public void remove(CallRecord call) {
    if (call.getStatusRequestId() != null) {
      asked.computeIfPresent(
          call.getStatusRequestId(),
          (request, calls) -> {
            calls.remove(call.getCallId());
            return calls.isEmpty() ? null : calls;
          });
    }
    wanted(call)
        .ifPresent(
            agentId ->
                pendingConsults.computeIfPresent(
                    agentId,
                    (agent, calls) -> {
                      calls.remove(call.getCallId());
                      return calls.isEmpty() ? null : calls;
                    }));
    Load load = loads.get(call.getJobId());
    load.count(call, -1);
    if (waits(call) && load.waiting.remove(place(call)) && load.waiting.isEmpty()) {
      jobsWaiting.remove(call.getJobId());
    }
    if (load.total == 0) {
      loads.remove(call.getJobId());
    }
  }

  /** Calls of the job that are not completed. */
  public int total(String jobId) {
    Load load = loads.get(jobId);
    return load == null ? 0 : load.total;
  }

  /** Calls of the job that may still need an agent: attempting, answered or queued. */
  public int withoutAgent(String jobId) {
    Load load = loads.get(jobId);
    return load == null ? 0 : load.withoutAgent;
  }

  public int queued(String jobId) {
    Load load = loads.get(jobId);
    return load == null ? 0 : load.queued;
  }

  /** Live calls of the job that wait for an agent, longest answered first. */
  public NavigableSet<QueuePosition> waiting(String jobId) {
    Load load = loads.get(jobId);
    return load == null
        ? Collections.emptyNavigableSet()
        : Collections.unmodifiableNavigableSet(load.waiting);
  }

  /** Ids of the jobs that have calls waiting. */
  public SortedSet<String> jobsWaiting() {
    return Collections.unmodifiableSortedSet(jobsWaiting);
  }

  /** Ids of the calls that this status request asked about and that are still under way. */
  public SortedSet<String> asked(String statusRequestId) {
    return Collections.unmodifiableSortedSet(
        asked.getOrDefault(statusRequestId, Collections.emptySortedSet()));
  }

  /** Ids of the agents whom consults wait for. */
  public SortedSet<String> wantedAgents() {
    return new TreeSet<>(pendingConsults.keySet());
  }

  /** Ids of the calls whose consults wait for this agent. */
  public SortedSet<String> consultsPending(String agentId) {
    return Collections.unmodifiableSortedSet(
        pendingConsults.getOrDefault(agentId, Collections.emptySortedSet()));
  }

  private static Optional<String> wanted(CallRecord call) {
    return Optional.ofNullable(call.getConsult())
        .filter(consult -> consult.getPhase() == ConsultPhase.PENDING)
        .map(Consult::getSecondAgentId);
  }

  private static boolean waits(CallRecord call) {
    return call.getPhase() == CallPhase.ANSWERED || call.getPhase() == CallPhase.QUEUED;
  }

  private static QueuePosition place(CallRecord call) {
    return new QueuePosition(call.getAnsweredAt(), call.getCallId());
  }

  private static final class Load {
    private final NavigableSet<QueuePosition> waiting = new TreeSet<>();
    private int total;
    private int withoutAgent;
    private int queued;

    private void count(CallRecord call, int by) {
      total += by;
      switch (call.getPhase()) {
        // One that an agent dials has that agent.
        case ATTEMPTING -> withoutAgent += call.getAgentId() == null ? by : 0;
        case ANSWERED -> withoutAgent += by;
        case QUEUED -> {
          withoutAgent += by;
          queued += by;
        }
        case ASSIGNED, CONNECTED, NUISANCE, WRAPUP -> {}
      }
    }
  }
}
