package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.time.Duration;
import java.util.Optional;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.command.BlendAgent;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.fact.InboundStatusReported;
import org.zonekeeper.schemas.fact.InboundWorkEnded;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.BlenderMoveDecided;
import org.zonekeeper.schemas.journal.InboundEndGrounds;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundStatusMissed;
import org.zonekeeper.schemas.journal.InboundStatusReceived;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.InboundWork;
import org.zonekeeper.schemas.state.JobPhase;

/**
 * F28: decides who goes from outbound to inbound work and back. On inbound work an agent is the
 * inbound side's: not ready here, without a voice leg, given nothing. Only that side's word ends
 * it, so that nobody is called away from a conversation. Stateless.
 */
final class Blending {
  /** Why an agent on inbound work is not ready: code that looks at READY alone gives no call. */
  static final String INBOUND = "INBOUND";

  /**
   * From going to inbound work or coming back to the next of them: voice legs are let go and built
   * each time. The field's figure between acquiring an agent and releasing the agent again.
   */
  static final Duration LEAST_STAY = Duration.ofSeconds(10);

  private Blending() {}

  /** What an agent asks; after a break that is taken or asked for, and the call in hand. */
  static CommandVerdict toInbound(AgentRecord agent, Decision draft) {
    return toInbound(agent, JobStateGrounds.AGENT, draft);
  }

  static CommandVerdict toOutbound(AgentRecord agent, Decision draft) {
    return toOutbound(agent, JobStateGrounds.AGENT, draft);
  }

  /** What a supervisor asks. */
  static CommandVerdict blend(BlendAgent c, Decision draft) {
    Optional<AgentRecord> found = draft.zone().agent(c.getAgentId());
    if (found.isEmpty()) {
      return refused(
          RefusalReason.UNKNOWN_AGENT,
          "agent %s is not logged on in zone %s",
          c.getAgentId(),
          draft.zone().zone().getZone());
    }
    AgentRecord agent = found.get();
    return switch (c.getTo()) {
      case INBOUND -> toInbound(agent, JobStateGrounds.SUPERVISOR, draft);
      case OUTBOUND -> toOutbound(agent, JobStateGrounds.SUPERVISOR, draft);
      case UNKNOWN ->
          refused(RefusalReason.INVALID_PARAMETER, "to must be INBOUND or OUTBOUND, not UNKNOWN");
    };
  }

  private static CommandVerdict toInbound(
      AgentRecord agent, JobStateGrounds grounds, Decision draft) {
    String id = agent.getAgentId();
    if (agent.getReloginRequired() || agent.getLogOffPending()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s is about to be logged off and cannot go to inbound work",
          id);
    }
    if (agent.getInbound() != null || isPending(agent)) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s is %s already; allowed: to outbound work",
          id,
          agent.getInbound() != null ? "on inbound work" : "on the way to inbound work");
    }
    if (isWantedElsewhere(agent) && grounds == JobStateGrounds.AGENT) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "a supervisor moves agent %s to another job, and can send the agent to inbound work",
          id);
    }
    return tooSoon(agent, draft)
        .orElseGet(
            () -> {
              if (agent.getAgentState() == AgentState.READY && agent.getCallId() == null) {
                begin(draft, agent, grounds);
              } else {
                draft.add(
                    new AgentJobStateChanged(
                        id, JobState.PENDING_MANUAL_INBOUND, agent.getJobId(), null, grounds));
              }
              return accepted();
            });
  }

  private static CommandVerdict toOutbound(
      AgentRecord agent, JobStateGrounds grounds, Decision draft) {
    if (isPending(agent)) {
      draft.add(backAtJob(agent, grounds, draft.zone()));
      return accepted();
    }
    InboundWork work = agent.getInbound();
    if (work == null || work.getEndRequested()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          work == null
              ? "agent %s is on outbound work; allowed: to inbound work"
              : "agent %s comes back to outbound work already, when the inbound conversation is"
                  + " over",
          agent.getAgentId());
    }
    return tooSoon(agent, draft)
        .orElseGet(
            () -> {
              endRequested(draft, agent);
              return accepted();
            });
  }

  private static Optional<CommandVerdict> tooSoon(AgentRecord agent, Decision draft) {
    long since = draft.now() - agent.getBlendedAt();
    return agent.getBlendedAt() == 0 || since >= LEAST_STAY.toMillis()
        ? Optional.empty()
        : Optional.of(
            refused(
                RefusalReason.BLEND_TOO_SOON,
                "agent %s %s %d ms ago; between two changes of work there are %d ms at least",
                agent.getAgentId(),
                agent.getInbound() == null ? "came back from inbound work" : "went to inbound work",
                since,
                LEAST_STAY.toMillis()));
  }

  /** A movement that allocation has in mind can find somebody else. */
  private static boolean isWantedElsewhere(AgentRecord agent) {
    return agent.getJobState() == JobState.PENDING_MOVEMENT
        && agent.getJobGrounds() == JobStateGrounds.SUPERVISOR;
  }

  /** Whether the agent is to go to inbound work as soon as the call in hand or a break is over. */
  static boolean isPending(AgentRecord agent) {
    return agent.getJobState() == JobState.PENDING_INBOUND
        || agent.getJobState() == JobState.PENDING_MANUAL_INBOUND;
  }

  /** The agent's voice leg is let go, and the agent is the inbound side's. */
  static void begin(Decision draft, AgentRecord agent) {
    begin(draft, agent, agent.getJobGrounds());
  }

  /** What the blender has decided on: to inbound work, or back from it or from the way there. */
  static void byBlender(AgentRecord agent, BlenderMoveDecided move, Decision draft) {
    draft.add(move);
    if (move.getTo() == WorkDirection.OUTBOUND) {
      if (isPending(agent)) {
        draft.add(backAtJob(agent, JobStateGrounds.BLENDER, draft.zone()));
      } else {
        endRequested(draft, agent);
      }
    } else if (agent.getAgentState() == AgentState.READY) {
      begin(draft, agent, JobStateGrounds.BLENDER);
    } else {
      draft.add(
          new AgentJobStateChanged(
              agent.getAgentId(),
              JobState.PENDING_INBOUND,
              agent.getJobId(),
              null,
              JobStateGrounds.BLENDER));
    }
  }

  private static void begin(Decision draft, AgentRecord agent, JobStateGrounds grounds) {
    String id = agent.getAgentId();
    draft.add(new AgentStateChanged(id, AgentState.NOT_READY, INBOUND));
    draft.add(new AgentJobStateChanged(id, JobState.INBOUND, agent.getJobId(), null, grounds));
    if (agent.getNailup() != NailupState.NOT_NAILED_UP) {
      draft.add(new AgentNailupChanged(id, agent.getExtension(), NailupState.NOT_NAILED_UP));
    }
    draft.add(
        new AgentBlendedToInbound(id, agent.getExtension(), draft.nextId(), agent.getSkills()));
  }

  /** The inbound side is to give the agent no more work, if it has not been told so. */
  static void endRequested(Decision draft, AgentRecord agent) {
    InboundWork work = agent.getInbound();
    if (!work.getEndRequested()) {
      draft.add(new InboundEndRequested(agent.getAgentId(), work.getWorkId()));
    }
  }

  static void ended(InboundWorkEnded f, Decision draft) {
    Optional<AgentRecord> agent = onWork(f.getAgentId(), f.getWorkId(), draft);
    if (agent.isPresent()) {
      over(draft, agent.get(), InboundEndGrounds.REPORTED, f.getCause());
    } else {
      FactDecisions.unmatched(f, f.getAgentId(), draft, "the agent is not on that inbound work");
    }
  }

  static void reported(InboundStatusReported f, Decision draft) {
    Optional<AgentRecord> agent = onWork(f.getAgentId(), f.getWorkId(), draft);
    if (agent.isEmpty()) {
      FactDecisions.unmatched(f, f.getAgentId(), draft, "the agent is not on that inbound work");
    } else if (f.getWorking()) {
      draft.add(new InboundStatusReceived(f.getAgentId(), f.getWorkId()));
    } else {
      over(
          draft,
          agent.get(),
          InboundEndGrounds.NOT_KNOWN,
          "the inbound side does not have the agent");
    }
  }

  /** After a takeover: the end of the work may have been told to nobody. */
  static void askStatus(AgentRecord agent, Decision draft) {
    if (agent.getInbound() != null) {
      draft.add(
          new InboundStatusRequested(
              agent.getAgentId(),
              agent.getInbound().getWorkId(),
              draft.now() + Deadline.INBOUND_STATUS.toMillis()));
    }
  }

  static void statusMissed(AgentRecord agent, Decision draft) {
    draft.add(new InboundStatusMissed(agent.getAgentId(), agent.getInbound().getWorkId()));
  }

  /** Back at the job, with a new voice leg; what waits for the agent happens in its order. */
  private static void over(
      Decision draft, AgentRecord agent, InboundEndGrounds grounds, String text) {
    String id = agent.getAgentId();
    AgentJobStateChanged back = backAtJob(agent, JobStateGrounds.INBOUND_ENDED, draft.zone());
    draft.add(new AgentBlendedToOutbound(id, agent.getInbound().getWorkId(), grounds, text));
    draft.add(back);
    draft.add(new AgentNailupChanged(id, agent.getExtension(), NailupState.PENDING_NAILUP));
    AgentSteps.goesOn(
        draft,
        AgentRecord.newBuilder(agent)
            .setAgentState(AgentState.BUSY)
            .setJobState(back.getJobState())
            .setNailup(NailupState.PENDING_NAILUP)
            .build());
  }

  private static AgentJobStateChanged backAtJob(
      AgentRecord agent, JobStateGrounds grounds, ZoneView zone) {
    boolean there =
        Optional.ofNullable(agent.getJobId())
            .flatMap(zone::job)
            .filter(job -> job.getPhase() != JobPhase.STOPPING)
            .isPresent();
    return there
        ? new AgentJobStateChanged(
            agent.getAgentId(), JobState.ATTACHED, agent.getJobId(), null, grounds)
        : new AgentJobStateChanged(agent.getAgentId(), JobState.DETACHED, null, null, grounds);
  }

  private static Optional<AgentRecord> onWork(String agentId, String workId, Decision draft) {
    return draft
        .zone()
        .agent(agentId)
        .filter(agent -> agent.getInbound() != null)
        .filter(agent -> agent.getInbound().getWorkId().equals(workId));
  }
}
