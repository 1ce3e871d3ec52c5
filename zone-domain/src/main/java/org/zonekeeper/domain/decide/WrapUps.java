package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import org.zonekeeper.schemas.command.ExtendWrapUp;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.WrapUpExtended;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;

/** Decides how a wrap-up ends and whether it may last longer. Stateless. */
final class WrapUps {
  private WrapUps() {}

  static CommandVerdict wrapUp(WrapUpContact c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> call = inWrapUp(agent, draft);
    if (call.isEmpty()) {
      return notInWrapUp(agent);
    }
    JobSettings settings = draft.jobOf(call.get()).getSettings();
    String code = c.getCompletionCode();
    if (!settings.getCompletionCodes().contains(code)
        && !settings.getDefaultCompletionCode().equals(code)) {
      return refused(
          RefusalReason.UNKNOWN_COMPLETION_CODE,
          "job %s has no completion code %s; allowed: %s, %s",
          call.get().getJobId(),
          code,
          String.join(", ", settings.getCompletionCodes()),
          settings.getDefaultCompletionCode());
    }
    new CallClosing(draft, call.get()).completedByAgent(code);
    AgentSteps.freed(draft, agent);
    return accepted();
  }

  static CommandVerdict extend(ExtendWrapUp c, AgentRecord agent, Decision draft) {
    Optional<CallRecord> found = inWrapUp(agent, draft);
    if (found.isEmpty()) {
      return notInWrapUp(agent);
    }
    CallRecord call = found.get();
    JobSettings settings = draft.jobOf(call).getSettings();
    int left = settings.getMaxWrapUpExtensions() - call.getWrapUpExtensions();
    if (left <= 0) {
      return refused(
          RefusalReason.WRAPUP_NOT_EXTENDABLE,
          "the wrap-up of call %s was extended %d times; job %s allows %d",
          call.getCallId(),
          call.getWrapUpExtensions(),
          call.getJobId(),
          settings.getMaxWrapUpExtensions());
    }
    draft.add(
        new WrapUpExtended(
            call.getCallId(),
            agent.getAgentId(),
            call.getWrapUpDeadline() + settings.getWrapUpExtensionMs(),
            left - 1));
    return accepted();
  }

  /** The wrap-up limit ran out: the job's default code. */
  static void limitReached(CallRecord call, Decision draft) {
    new CallClosing(draft, call)
        .completedByAgent(draft.jobOf(call).getSettings().getDefaultCompletionCode());
    draft.zone().agent(call.getAgentId()).ifPresent(agent -> AgentSteps.freed(draft, agent));
  }

  private static Optional<CallRecord> inWrapUp(AgentRecord agent, Decision draft) {
    return agent.getCallState() == CallState.WRAPUP
        ? draft.zone().call(agent.getCallId())
        : Optional.empty();
  }

  private static CommandVerdict notInWrapUp(AgentRecord agent) {
    return refused(
        RefusalReason.STATE_NOT_ALLOWED,
        "agent %s has nothing to wrap up (call state %s); allowed in WRAPUP",
        agent.getAgentId(),
        agent.getCallState());
  }
}
