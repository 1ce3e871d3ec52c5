package org.zonekeeper.systemtest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.zonekeeper.acr.mapping.RecorderMapping;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallDisconnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.journal.Journal.Event;

/**
 * What calls and agents do just now, by the journal, so that a test can strike at the right moment.
 * Fed by the observer's thread, asked by the test's.
 */
final class CallsNow {
  /** Where a call is. */
  enum Phase {
    RINGING,
    ANSWERED,
    QUEUED,
    ASSIGNED,
    TALKING,
    NUISANCE,
    DISCONNECTED
  }

  private record Now(String zone, Phase phase) {}

  private final Map<String, Now> calls = new ConcurrentHashMap<>();
  private final Map<String, String> jobs = new ConcurrentHashMap<>();
  private final Map<String, Long> lastForwarded = new ConcurrentHashMap<>();

  /** Takes the journal's next event in. */
  void see(Event event) {
    var header = event.getHeader();
    switch (event) {
      case CallAttempted call -> enter(call.getCallId(), header.getZone(), Phase.RINGING);
      case CallAnswered call -> enter(call.getCallId(), header.getZone(), Phase.ANSWERED);
      case CallQueued call -> enter(call.getCallId(), header.getZone(), Phase.QUEUED);
      case CallAssigned call -> enter(call.getCallId(), header.getZone(), Phase.ASSIGNED);
      case CallConnected call -> enter(call.getCallId(), header.getZone(), Phase.TALKING);
      case CallMarkedNuisance call -> enter(call.getCallId(), header.getZone(), Phase.NUISANCE);
      case CallDisconnected call -> enter(call.getCallId(), header.getZone(), Phase.DISCONNECTED);
      case CallCompleted call -> calls.remove(call.getCallId());
      case AgentJobStateChanged agent -> see(agent);
      default -> {
        // Says nothing about where a call or an agent is.
      }
    }
    if (RecorderMapping.includes(event)) {
      lastForwarded.put(header.getZone(), header.getSequence());
    }
  }

  private void see(AgentJobStateChanged agent) {
    if (agent.getJobState() == JobState.ATTACHED) {
      jobs.put(agent.getAgentId(), agent.getJobId());
    }
  }

  private void enter(String call, String zone, Phase phase) {
    calls.put(call, new Now(zone, phase));
  }

  /** The zone's calls in that phase. */
  List<String> in(String zone, Phase phase) {
    return calls.entrySet().stream()
        .filter(call -> call.getValue().equals(new Now(zone, phase)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the agent was attached to the job when it was last attached to any. */
  boolean isAttached(String agent, String job) {
    return job.equals(jobs.get(agent));
  }

  /** Every call that has not been completed, with what it does. */
  List<String> underWay() {
    return calls.entrySet().stream()
        .map(call -> call.getKey() + " " + call.getValue().phase())
        .toList();
  }

  /** Each zone's last event that a recorder is to get. */
  Map<String, Long> lastForwarded() {
    return Map.copyOf(lastForwarded);
  }
}
