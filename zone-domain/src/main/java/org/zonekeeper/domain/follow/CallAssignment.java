package org.zonekeeper.domain.follow;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;

/** Brings the call that has waited longest to the agent of its job who has been idle longest. */
final class CallAssignment {
  private CallAssignment() {}

  /** The events of the next assignment; empty if nobody waits for whom there is an agent. */
  static List<Event> next(ZoneView zone) {
    for (String jobId : zone.callIndex().jobsWaiting()) {
      if (!zone.agentIndex().idle(jobId).isEmpty()) {
        return assign(
            zone.call(zone.callIndex().waiting(jobId).first().id()),
            zone.agent(zone.agentIndex().idle(jobId).first().id()));
      }
    }
    return List.of();
  }

  private static List<Event> assign(Optional<CallRecord> call, Optional<AgentRecord> agent) {
    String callId = call.orElseThrow().getCallId();
    String agentId = agent.orElseThrow().getAgentId();
    return List.of(
        new CallAssigned(callId, call.get().getJobId(), agentId, agent.get().getExtension()),
        new AgentStateChanged(agentId, AgentState.BUSY, null),
        new AgentCallStateChanged(agentId, CallState.IDLE, callId));
  }
}
