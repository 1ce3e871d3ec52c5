package org.zonekeeper.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.schemas.common.JobState;
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

  /** An agent and the job that it is not attached to. */
  record Move(String agent, String job) {}

  boolean callUnderWay(String zone, String call) {
    return journal.ask(zone, state -> state.call(call).isPresent());
  }
}
