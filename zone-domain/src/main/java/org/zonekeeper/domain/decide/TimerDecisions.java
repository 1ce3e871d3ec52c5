package org.zonekeeper.domain.decide;

import java.util.function.Consumer;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.CallQueued;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;

/**
 * Decides on what time alone brings about. Stateless; called by the engine for each due deadline.
 */
public final class TimerDecisions {
  private TimerDecisions() {}

  public static void decide(Deadline deadline, Decision draft) {
    String id = deadline.id();
    switch (deadline.timer()) {
      case DESKTOP_CHECK ->
          draft.zone().agent(id).ifPresent(agent -> DesktopChecks.timedOut(agent, draft));
      case NAILUP -> draft.zone().agent(id).ifPresent(agent -> NailupFacts.timedOut(agent, draft));
      case INBOUND_STATUS ->
          draft.zone().agent(id).ifPresent(agent -> Blending.statusMissed(agent, draft));
      case GATEWAY -> draft.zone().agent(id).ifPresent(agent -> Sessions.gatewayLost(agent, draft));
      case BRIDGE ->
          draft
              .zone()
              .call(id)
              .ifPresent(
                  call ->
                      LineFacts.notBridged(
                          call, "the platform did not answer the bridge order in time", draft));
      case CALL_END ->
          draft
              .zone()
              .call(id)
              .ifPresent(
                  call -> endNeverCame(call, "the platform did not report its end in time", draft));
      case FIRST_DISPOSITION ->
          draft.zone().call(id).ifPresent(call -> dispositionNeverCame(call, draft));
      case LIVE_VOICE_BUDGET -> draft.zone().call(id).ifPresent(call -> budgetRanOut(call, draft));
      case QUEUE_TIMEOUT ->
          draft.zone().call(id).ifPresent(call -> mark(call, NuisanceCause.QUEUE_TIMEOUT, draft));
      case WRAP_UP_LIMIT ->
          draft.zone().call(id).ifPresent(call -> WrapUps.limitReached(call, draft));
      case PREVIEW -> draft.zone().call(id).ifPresent(call -> Previews.timedOut(call, draft));
      case CALLBACK_DUE ->
          draft.zone().callback(id).ifPresent(callback -> CallbackSteps.due(callback, draft));
      case CALLBACK_WINDOW ->
          draft.zone().callback(id).ifPresent(callback -> CallbackSteps.missed(callback, draft));
      case AGENT_DIAL -> draft.zone().call(id).ifPresent(call -> AgentDials.timedOut(call, draft));
      case CONSULT_DIAL ->
          consult(id, Input.NOT_REACHED, "the second party was not reached in time", draft);
      case JOIN ->
          consult(id, Input.NOT_JOINED, "the platform did not join the legs in time", draft);
      case MAX_CALL_TIME ->
          draft
              .zone()
              .call(id)
              .ifPresent(call -> endNeverCame(call, "the maximum call time was reached", draft));
    }
  }

  private static void consult(String callId, Input input, String text, Decision draft) {
    draft.zone().call(callId).ifPresent(call -> ConsultSteps.take(draft, call, input, text));
  }

  private static void budgetRanOut(CallRecord call, Decision draft) {
    JobSettings settings = draft.jobOf(call).getSettings();
    if (!settings.getCallQueuing()) {
      mark(call, NuisanceCause.NO_AGENT, draft);
    } else if (draft.zone().callIndex().queued(call.getJobId()) >= settings.getQueueLimit()) {
      mark(call, NuisanceCause.QUEUE_FULL, draft);
    } else {
      draft.add(
          new CallQueued(
              call.getCallId(), call.getJobId(), draft.now() + settings.getQueueTimeoutMs()));
    }
  }

  private static void mark(CallRecord call, NuisanceCause cause, Decision draft) {
    new CallClosing(draft, call).marked(cause);
  }

  private static void dispositionNeverCame(CallRecord call, Decision draft) {
    new CallClosing(draft, call)
        .released("no first disposition came in time")
        .completedBySystem(CompletionCodes.ATTEMPT_FAILED);
  }

  private static void endNeverCame(CallRecord call, String text, Decision draft) {
    CallClosing closing = new CallClosing(draft, call).released(text);
    switch (call.getPhase()) {
      case CONNECTED -> {
        closing.disconnected(Party.PLATFORM, draft.now());
        ConversationEnd.over(draft, call, closing);
      }
      case ASSIGNED -> {
        closing
            .unassigned(text)
            .marked(NuisanceCause.OTHER)
            .completedBySystem(CompletionCodes.DISCONNECTED_BY_SYSTEM);
        agentOf(call, draft, agent -> AgentSteps.freed(draft, agent));
      }
      case NUISANCE ->
          closing.completedBySystem(CompletionCodes.DISCONNECTED_BY_SYSTEM_NUISANCE_APP);
      case ANSWERED, QUEUED ->
          closing
              .marked(NuisanceCause.OTHER)
              .completedBySystem(CompletionCodes.DISCONNECTED_BY_SYSTEM);
      case ATTEMPTING, WRAPUP ->
          throw new IllegalStateException(
              "call %s has no maximum call time in phase %s"
                  .formatted(call.getCallId(), call.getPhase()));
    }
  }

  private static void agentOf(CallRecord call, Decision draft, Consumer<AgentRecord> step) {
    draft.zone().agent(call.getAgentId()).ifPresent(step);
  }
}
