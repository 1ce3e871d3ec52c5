package org.zonekeeper.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.state.AgentDialPhase;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.ZoneLife;

/** Questions that the script asks of the zones, answered from the journal. Any thread. */
final class Zones {
  private final DemoJournal journal;

  Zones(DemoJournal journal) {
    this.journal = journal;
  }

  boolean available(String zone) {
    return journal.ask(zone, state -> state.zone().getLife() == ZoneLife.AVAILABLE);
  }

  long queued(String zone) {
    return inPhase(zone, CallPhase.QUEUED);
  }

  long talking(String zone) {
    return inPhase(zone, CallPhase.CONNECTED);
  }

  /** Agents who look at a contact now. */
  List<String> lookingAtContacts(String zone) {
    return inDialPhase(zone, AgentDialPhase.OFFERED);
  }

  /** Agents for whom a contact rings now. */
  List<String> dialling(String zone) {
    return inDialPhase(zone, AgentDialPhase.DIALLED);
  }

  private List<String> inDialPhase(String zone, AgentDialPhase phase) {
    return journal.ask(
        zone,
        state ->
            state.calls().stream()
                .filter(call -> call.getPhase() == CallPhase.ATTEMPTING)
                .filter(call -> call.getAgentId() != null)
                .filter(call -> call.getDial() != null && call.getDial().getPhase() == phase)
                .map(CallRecord::getAgentId)
                .toList());
  }

  private long inPhase(String zone, CallPhase phase) {
    return journal.ask(
        zone, state -> state.calls().stream().filter(call -> call.getPhase() == phase).count());
  }

  /** Agents who talk now, those with the youngest calls first. */
  List<String> talkers(String zone) {
    return journal.ask(
        zone,
        state ->
            state.calls().stream()
                .filter(call -> call.getPhase() == CallPhase.CONNECTED && !call.getReleased())
                .filter(call -> !call.getHeld())
                .sorted(Comparator.comparing(CallRecord::getConnectedAt).reversed())
                .map(CallRecord::getAgentId)
                .toList());
  }

  /**
   * An agent to be moved, with the job to move to: from the queuing job, which is full, to the
   * other one, which never is.
   */
  Optional<Move> move(String zone, Set<String> spared) {
    return journal.ask(
        zone,
        state ->
            state.agents().stream()
                .filter(agent -> DemoPlan.queuing(zone).equals(agent.getJobId()))
                .filter(agent -> agent.getJobState() == JobState.ATTACHED)
                .filter(agent -> !spared.contains(agent.getAgentId()))
                .map(agent -> new Move(agent.getAgentId(), DemoPlan.plain(zone)))
                .findFirst());
  }

  /** Agents of the job that can spare some who have not been on inbound work yet. */
  List<String> workers(String zone) {
    return journal.ask(
        zone,
        state ->
            state.agents().stream()
                .filter(agent -> DemoPlan.plain(zone).equals(agent.getJobId()))
                .filter(agent -> agent.getJobState() == JobState.ATTACHED)
                .filter(agent -> !agent.getLogOffPending() && !agent.getReloginRequired())
                .filter(agent -> agent.getBlendedAt() == 0)
                .map(AgentRecord::getAgentId)
                .toList());
  }

  /** Agents on inbound work now. */
  List<String> onInboundWork(String zone) {
    return inJobState(zone, JobState.INBOUND);
  }

  /** Agents who go to inbound work as soon as what they do is done. */
  List<String> onTheWayToInbound(String zone) {
    return inJobState(zone, JobState.PENDING_MANUAL_INBOUND);
  }

  private List<String> inJobState(String zone, JobState jobState) {
    return journal.ask(
        zone,
        state ->
            state.agents().stream()
                .filter(agent -> agent.getJobState() == jobState)
                .map(AgentRecord::getAgentId)
                .toList());
  }

  long agents(String zone) {
    return journal.ask(zone, state -> (long) state.agents().size());
  }

  boolean isLoggedOn(String zone, String agent) {
    return journal.ask(zone, state -> state.agent(agent).isPresent());
  }

  /** How many agents of the zone have their session at the gateway, in whichever start of it. */
  long servedBy(String zone, String gateway) {
    return journal.ask(
        zone,
        state ->
            state.agents().stream()
                .filter(agent -> agent.getHolder() != null)
                .filter(agent -> agent.getHolder().getGateway().startsWith(gateway + "."))
                .count());
  }

  /** An agent and the job that it is not attached to. */
  record Move(String agent, String job) {}

  boolean callUnderWay(String zone, String call) {
    return journal.ask(zone, state -> state.call(call).isPresent());
  }
}
