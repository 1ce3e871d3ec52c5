package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.schemas.command.MoveAgent;
import org.zonekeeper.schemas.command.ReleaseAgent;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Decides a supervisor's move of an agent to another job, or off the job: at once, or after the
 * call in hand. Stateless.
 */
final class AgentMoves {
  private AgentMoves() {}

  static CommandVerdict moveAgent(MoveAgent c, Decision draft) {
    Optional<AgentRecord> found = draft.zone().agent(c.getAgentId());
    if (found.isEmpty()) {
      return refused(
          RefusalReason.UNKNOWN_AGENT,
          "agent %s is not logged on in zone %s",
          c.getAgentId(),
          draft.zone().zone().getZone());
    }
    Optional<JobRecord> job = draft.zone().job(c.getTargetJobId());
    if (job.isEmpty()) {
      return refused(RefusalReason.UNKNOWN_JOB, Jobs.unknown(c.getTargetJobId(), draft));
    }
    AgentRecord agent = found.get();
    return mayMove(agent, job.get(), draft).orElseGet(() -> move(agent, job.get(), draft));
  }

  private static Optional<CommandVerdict> mayMove(
      AgentRecord agent, JobRecord target, Decision draft) {
    if (target.getPhase() == JobPhase.STOPPING) {
      return Optional.of(
          refused(
              RefusalReason.JOB_NOT_RUNNING,
              "job %s is stopping and takes no more agents",
              target.getJobId()));
    }
    Optional<CommandVerdict> bound = isBound(agent, draft);
    if (bound.isPresent()) {
      return bound;
    }
    if (agent.getInbound() != null || Blending.isPending(agent)) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "agent %s is on inbound work, or on the way to it; have the agent back first",
              agent.getAgentId()));
    }
    boolean there = target.getJobId().equals(agent.getJobId());
    if (there && agent.getJobState() == JobState.ATTACHED) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "agent %s works for job %s already",
              agent.getAgentId(),
              target.getJobId()));
    }
    List<String> required = target.getSettings().getRequiredSkills();
    if (Skills.of(agent.getSkills()).match(Skills.of(required)).isEmpty()) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "job %s requires the skills %s; agent %s logged on with %s",
              target.getJobId(),
              required,
              agent.getAgentId(),
              agent.getSkills()));
    }
    int most = target.getSettings().getMaxAgents();
    if (!target.getJobId().equals(agent.getTargetJobId())
        && !there
        && draft.zone().staffIndex().staff(target.getJobId()) >= most) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "job %s has all of its %d agents; raise its maxAgents first",
              target.getJobId(),
              most));
    }
    return Optional.empty();
  }

  /** Who has no call in hand has no job at once, and gets one by what is due to the jobs. */
  static CommandVerdict releaseAgent(ReleaseAgent c, Decision draft) {
    Optional<AgentRecord> found = draft.zone().agent(c.getAgentId());
    if (found.isEmpty()) {
      return refused(
          RefusalReason.UNKNOWN_AGENT,
          "agent %s is not logged on in zone %s",
          c.getAgentId(),
          draft.zone().zone().getZone());
    }
    AgentRecord agent = found.get();
    return mayLeave(agent, draft)
        .orElseGet(
            () -> {
              draft.add(
                  agent.getCallId() == null
                      ? new AgentJobStateChanged(
                          agent.getAgentId(),
                          JobState.DETACHED,
                          null,
                          null,
                          JobStateGrounds.SUPERVISOR)
                      : new AgentJobStateChanged(
                          agent.getAgentId(),
                          JobState.PENDING_MOVEMENT,
                          agent.getJobId(),
                          null,
                          JobStateGrounds.SUPERVISOR));
              return accepted();
            });
  }

  private static Optional<CommandVerdict> mayLeave(AgentRecord agent, Decision draft) {
    boolean belongs =
        agent.getJobState() == JobState.ATTACHED
            || agent.getJobState() == JobState.PENDING_MOVEMENT;
    if (!belongs) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "agent %s works for no job (%s)",
              agent.getAgentId(),
              agent.getJobState()));
    }
    if (agent.getJobState() == JobState.PENDING_MOVEMENT && agent.getTargetJobId() == null) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "agent %s leaves job %s already when the call in hand is wrapped up",
              agent.getAgentId(),
              agent.getJobId()));
    }
    return isBound(agent, draft);
  }

  /** Why nobody but the agent can say where the agent goes now. */
  private static Optional<CommandVerdict> isBound(AgentRecord agent, Decision draft) {
    if (agent.getReloginRequired() || agent.getLogOffPending()) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "agent %s is about to be logged off and cannot be moved",
              agent.getAgentId()));
    }
    if (PendingConsults.concern(agent, draft.zone())) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "a consult with agent %s is waiting to begin; move the agent when it is over",
              agent.getAgentId()));
    }
    return Optional.empty();
  }

  /** A move back to where the agent still is takes a pending movement back. */
  private static CommandVerdict move(AgentRecord agent, JobRecord target, Decision draft) {
    boolean atOnce = agent.getCallId() == null || target.getJobId().equals(agent.getJobId());
    draft.add(
        atOnce
            ? new AgentJobStateChanged(
                agent.getAgentId(),
                JobState.ATTACHED,
                target.getJobId(),
                null,
                JobStateGrounds.SUPERVISOR)
            : new AgentJobStateChanged(
                agent.getAgentId(),
                JobState.PENDING_MOVEMENT,
                agent.getJobId(),
                target.getJobId(),
                JobStateGrounds.SUPERVISOR));
    return accepted();
  }
}
