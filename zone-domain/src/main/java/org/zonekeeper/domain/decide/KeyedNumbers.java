package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.schemas.command.Originate;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.order.DialNumber;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Decides on numbers that agents key in: each becomes a call that its agent dials, as of a manual
 * job (F26). The order has the number, the event has not. Stateless.
 */
public final class KeyedNumbers {
  /** What the number is, among the kinds of number that contacts have. */
  private static final String KEYED = "keyed";

  private KeyedNumbers() {}

  /** Whether the call is to a number that its agent keyed in, and so to no contact of a list. */
  public static boolean isOf(CallRecord call) {
    return call.getDial() != null && call.getDial().getOriginated();
  }

  static CommandVerdict originate(Originate c, AgentRecord agent, Decision draft) {
    Optional<JobRecord> job =
        agent.getJobState() == JobState.ATTACHED
            ? draft.zone().job(agent.getJobId())
            : Optional.empty();
    return notNow(agent)
        .or(() -> notForTheJob(agent, job))
        .or(() -> Consults.notDialable(c.getKeyedNumber()))
        .orElseGet(
            () -> {
              dial(c.getKeyedNumber(), agent, job.orElseThrow(), draft);
              return accepted();
            });
  }

  private static Optional<CommandVerdict> notNow(AgentRecord agent) {
    boolean idle =
        agent.getAgentState() == AgentState.READY || agent.getAgentState() == AgentState.NOT_READY;
    if (!idle
        || agent.getCallId() != null
        || agent.getLogOffPending()
        || agent.getInbound() != null) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "agent %s is %s with call state %s and cannot dial; allowed when READY or NOT_READY"
                  + " without a call, on outbound work",
              agent.getAgentId(),
              agent.getAgentState(),
              agent.getCallState()));
    }
    return agent.getNailup() == NailupState.NAILED_UP
        ? Optional.empty()
        : Optional.of(
            refused(
                RefusalReason.STATE_NOT_ALLOWED,
                "the voice leg of agent %s is %s; numbers can be dialled when it is up",
                agent.getAgentId(),
                agent.getNailup()));
  }

  private static Optional<CommandVerdict> notForTheJob(AgentRecord agent, Optional<JobRecord> job) {
    if (job.isEmpty()) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "agent %s works for no job (%s), and a call is always a job's",
              agent.getAgentId(),
              agent.getJobState()));
    }
    if (!job.get().getSettings().getOriginateAllowed()) {
      return Optional.of(
          refused(
              RefusalReason.STATE_NOT_ALLOWED,
              "job %s lets nobody key numbers in (originateAllowed)",
              agent.getJobId()));
    }
    return job.get().getPhase() == JobPhase.RUNNING
        ? Optional.empty()
        : Optional.of(
            refused(
                RefusalReason.JOB_NOT_RUNNING,
                "job %s is %s and dials nobody",
                agent.getJobId(),
                job.get().getPhase()));
  }

  /** Whoever was on a break has it again afterwards. */
  private static void dial(String number, AgentRecord agent, JobRecord job, Decision draft) {
    String id = agent.getAgentId();
    String call = draft.nextId() + "-keyed";
    long validUntil = draft.now() + AgentDials.DIAL_VALID_MILLIS;
    String campaign = job.getSettings().getCampaign();
    int ringTimeout = job.getSettings().getRingTimeoutMs();
    String authorisation = draft.nextId();
    draft.add(
        new ContactDialled(
            call,
            job.getJobId(),
            campaign,
            call,
            authorisation,
            id,
            agent.getExtension(),
            PacingMode.MANUAL,
            KEYED,
            List.of(KEYED),
            DialGrounds.ORIGINATED,
            ringTimeout,
            validUntil,
            null,
            0,
            null),
        header ->
            new DialNumber(
                header,
                call,
                job.getJobId(),
                campaign,
                call,
                authorisation,
                id,
                agent.getExtension(),
                number,
                ringTimeout,
                validUntil));
    draft.add(
        agent.getAgentState() == AgentState.READY
            ? new AgentStateChanged(id, AgentState.BUSY, null)
            : new AgentStateChanged(id, AgentState.PENDING_NOT_READY, agent.getBreakReason()));
    draft.add(new AgentCallStateChanged(id, CallState.DIALLING, call));
  }
}
