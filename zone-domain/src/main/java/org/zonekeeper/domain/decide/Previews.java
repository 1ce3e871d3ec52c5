package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.schemas.command.CancelPreview;
import org.zonekeeper.schemas.command.DialPreview;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.ContactReserved;
import org.zonekeeper.schemas.fact.ContactWithdrawn;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.state.AgentDialPhase;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.ZoneLife;

/**
 * Decides on contacts that agents look at before they are dialled (F26): who is shown one, and how
 * the look at it ends. Stateless.
 */
final class Previews {
  /** Why an agent who let the time for a decision run out is not ready. */
  static final String PREVIEW_TIMEOUT = "Preview_Timeout";

  /** What does not match a contact that its agent still looks at. */
  static final String NOT_DIALLED = "the contact has not been dialled";

  private Previews() {}

  /** Whether the job's agents dial, each the contact that was shown first. */
  static boolean agentsDial(JobSettings settings) {
    return agentsDial(settings.getPacing());
  }

  static boolean agentsDial(PacingMode pacing) {
    return switch (pacing) {
      case PREVIEW, MANUAL -> true;
      case PROGRESSIVE, PREDICTIVE, UNKNOWN -> false;
    };
  }

  /** Whether the call is a contact that its agent looks at. */
  static boolean isOffered(CallRecord call) {
    return AgentDials.isUnderWay(call) && call.getDial().getPhase() == AgentDialPhase.OFFERED;
  }

  /** To whoever of the job's agents is idle for longest and has not rejected it; or back. */
  static void reserved(ContactReserved f, Decision draft) {
    if (draft.zone().call(f.getCallId()).isPresent() || draft.zone().hasEnded(f.getCallId())) {
      FactDecisions.unmatched(f, f.getCallId(), draft, "this contact was reported before");
      return;
    }
    Optional<JobRecord> job =
        draft
            .zone()
            .job(f.getJobId())
            .filter(one -> one.getPhase() == JobPhase.RUNNING)
            .filter(one -> agentsDial(one.getSettings()));
    Optional<AgentRecord> agent =
        job.filter(one -> mayCall(f, one, draft)).flatMap(one -> agentFor(f, draft));
    if (agent.isPresent()) {
      offer(f, job.get(), agent.get(), draft);
    } else {
      draft.add(
          new ContactReturned(
              f.getCallId(), f.getJobId(), f.getContact(), null, whyNobody(f, job, draft)));
    }
  }

  private static boolean mayCall(ContactReserved f, JobRecord job, Decision draft) {
    return DoNotCall.mayCall(
        job.getSettings().getCampaign(), f.getContact(), f.getNumberKinds(), draft.zone());
  }

  private static ContactReturnGrounds whyNobody(
      ContactReserved f, Optional<JobRecord> job, Decision draft) {
    if (job.filter(one -> !mayCall(f, one, draft)).isPresent()) {
      return ContactReturnGrounds.DO_NOT_CALL;
    }
    if (ZoneShutdown.isUnderWay(draft)) {
      return ContactReturnGrounds.ZONE_DOWN;
    }
    return job.isPresent() ? ContactReturnGrounds.NO_AGENT : ContactReturnGrounds.JOB_NOT_DIALLING;
  }

  /** Nobody is shown a contact in a zone that takes no work, or one without a number. */
  private static Optional<AgentRecord> agentFor(ContactReserved f, Decision draft) {
    boolean takesWork =
        draft.zone().zone().getLife() == ZoneLife.AVAILABLE && !ZoneShutdown.isUnderWay(draft);
    if (!takesWork || f.getNumberKinds().isEmpty()) {
      return Optional.empty();
    }
    return draft.zone().agentIndex().idle(f.getJobId()).stream()
        .filter(place -> !f.getNotFor().contains(place.id()))
        .findFirst()
        .flatMap(place -> draft.zone().agent(place.id()));
  }

  private static void offer(ContactReserved f, JobRecord job, AgentRecord agent, Decision draft) {
    JobSettings settings = job.getSettings();
    String agentId = agent.getAgentId();
    draft.add(
        new ContactOffered(
            f.getCallId(),
            f.getJobId(),
            settings.getCampaign(),
            f.getContact(),
            f.getAuthorisationId(),
            agentId,
            settings.getPacing(),
            f.getNumberKinds(),
            draft.now() + settings.getPreviewLimitMs(),
            settings.getPreviewTimed() && settings.getPacing() == PacingMode.PREVIEW,
            settings.getPreviewCancellable(),
            settings.getMaxRedials(),
            null));
    draft.add(new AgentStateChanged(agentId, AgentState.BUSY, null));
    draft.add(new AgentCallStateChanged(agentId, CallState.PREVIEW, f.getCallId()));
  }

  static CommandVerdict dial(DialPreview c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> call = offered(agent, draft);
    if (call.isEmpty()) {
      return noPreview(agent);
    }
    return AgentDials.mayDial(agent, call.get(), c.getNumberKind(), draft)
        .orElseGet(
            () -> {
              String kind = AgentDials.numberKind(call.get(), c.getNumberKind(), draft.zone());
              AgentDials.dial(agent, call.get(), kind, DialGrounds.AGENT, draft);
              return accepted();
            });
  }

  static CommandVerdict cancel(CancelPreview c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> found = offered(agent, draft);
    if (found.isEmpty()) {
      return noPreview(agent);
    }
    CallRecord call = found.get();
    if (c.getHow() == PreviewCancelMode.UNKNOWN) {
      return refused(
          RefusalReason.INVALID_PARAMETER, "a preview is cancelled by REJECT or by CANCEL");
    }
    if (c.getHow() == PreviewCancelMode.CANCEL && !call.getDial().getCancellable()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "contacts of job %s cannot be cancelled, only dialled or rejected",
          call.getJobId());
    }
    if (c.getHow() == PreviewCancelMode.CANCEL) {
      returned(call, ContactReturnGrounds.CANCELLED, draft);
      AgentSteps.wrapUpStarted(draft, agent, call);
    } else {
      takeBack(call, ContactReturnGrounds.REJECTED, draft);
    }
    return accepted();
  }

  /** The agent did not decide in time. Without a voice leg nobody could be talked to. */
  static void timedOut(CallRecord call, Decision draft) {
    draft
        .zone()
        .agent(call.getAgentId())
        .ifPresent(
            agent -> {
              if (DoNotCall.firstAllowed(call, draft.zone()).isEmpty()) {
                takeBack(call, ContactReturnGrounds.DO_NOT_CALL, draft);
              } else if (call.getDial().getTimed()
                  && canDial(agent, draft)
                  && !AgentDials.isOutOfHours(call, draft)) {
                String usual = AgentDials.numberKind(call, null, draft.zone());
                AgentDials.dial(agent, call, usual, DialGrounds.TIME_LIMIT, draft);
              } else {
                returned(call, ContactReturnGrounds.TIME_LIMIT, draft);
                AgentSteps.freedForBreak(draft, agent, PREVIEW_TIMEOUT);
              }
            });
  }

  private static boolean canDial(AgentRecord agent, Decision draft) {
    return agent.getNailup() == NailupState.NAILED_UP && !ZoneShutdown.isUnderWay(draft);
  }

  static void withdrawn(ContactWithdrawn f, Decision draft) {
    Optional<CallRecord> call = draft.zone().call(f.getCallId()).filter(Previews::isOffered);
    if (call.isPresent()) {
      CallbackSteps.withdrawn(call.get(), draft);
      withdrawn(call.get(), "the platform withdrew the contact: " + f.getCause(), draft);
    } else {
      FactDecisions.unmatched(f, f.getCallId(), draft, "no agent looks at this contact");
    }
  }

  /** The platform has the contact no longer. */
  static void withdrawn(CallRecord call, String text, Decision draft) {
    draft.add(
        new PreviewWithdrawn(
            call.getCallId(), call.getJobId(), call.getContact(), call.getAgentId(), text));
    draft.zone().agent(call.getAgentId()).ifPresent(agent -> AgentSteps.freed(draft, agent));
  }

  /** The job dials no more: whoever looks at one of its contacts is freed. */
  static void jobStopsDialling(String jobId, Decision draft) {
    offeredOf(jobId, draft)
        .forEach(call -> takeBack(call, ContactReturnGrounds.JOB_NOT_DIALLING, draft));
  }

  /** The contact goes back, and the agent who looks at it is freed. */
  static void takeBack(CallRecord call, ContactReturnGrounds grounds, Decision draft) {
    returned(call, grounds, draft);
    draft.zone().agent(call.getAgentId()).ifPresent(agent -> AgentSteps.freed(draft, agent));
  }

  /** Whether an agent of the job looks at a contact, or dials it. */
  static boolean anyUnderWay(String jobId, Decision draft) {
    return draft.zone().calls().stream()
        .anyMatch(call -> call.getJobId().equals(jobId) && AgentDials.isUnderWay(call));
  }

  static void returned(CallRecord call, ContactReturnGrounds grounds, Decision draft) {
    CallbackSteps.returned(call, grounds, draft);
    draft.add(
        new ContactReturned(
            call.getCallId(), call.getJobId(), call.getContact(), call.getAgentId(), grounds));
  }

  private static List<CallRecord> offeredOf(String jobId, Decision draft) {
    return draft.zone().calls().stream()
        .filter(call -> call.getJobId().equals(jobId) && isOffered(call))
        .toList();
  }

  /** The contact that the agent looks at. */
  static Optional<CallRecord> offered(AgentRecord agent, Decision draft) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(draft.zone()::call)
        .filter(call -> call.getPhase() == CallPhase.ATTEMPTING)
        .filter(Previews::isOffered);
  }

  private static CommandVerdict noPreview(AgentRecord agent) {
    return refused(
        RefusalReason.STATE_NOT_ALLOWED,
        "agent %s looks at no contact (call state %s); allowed in PREVIEW",
        agent.getAgentId(),
        agent.getCallState());
  }
}
