package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.BridgeFailed;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/** Facts about the line of a live-answered call: bridged to its agent, not bridged, down. */
final class LineFacts {
  private LineFacts() {}

  static void bridged(AgentBridged f, Decision draft) {
    if (isGivenUp(f, draft)) {
      // Two people are on a line that the zone has other plans for: nobody would end their talk.
      FactDecisions.unmatched(f, f.getCallId(), draft, "the zone had given this bridge up");
      draft.add(new CallReleased(f.getCallId(), "bridged too late to agent " + f.getAgentId()));
      return;
    }
    assigned(f, f.getCallId(), f.getAgentId(), draft)
        .ifPresent(
            call -> {
              draft.add(connected(call, f.getAgentId(), f.getHeader().getOccurredAt(), draft));
              draft.add(
                  new AgentCallStateChanged(f.getAgentId(), CallState.TALKING, call.getCallId()));
            });
  }

  /** With all that a recording of it is to be tagged by. */
  static CallConnected connected(CallRecord call, String agentId, long at, Decision draft) {
    Optional<AgentRecord> agent = draft.zone().agent(agentId);
    return new CallConnected(
        call.getCallId(),
        agentId,
        at,
        call.getJobId(),
        call.getCampaign(),
        call.getContact(),
        agent.map(AgentRecord::getExtension).orElse(""),
        agent.map(AgentRecord::getSessionId).orElse(""));
  }

  /** A call whose bridge order was answered too late, when it had no agent or another one. */
  private static boolean isGivenUp(AgentBridged f, Decision draft) {
    return draft
        .zone()
        .call(f.getCallId())
        .filter(call -> !f.getAgentId().equals(call.getAgentId()))
        .filter(
            call ->
                switch (call.getPhase()) {
                  case ANSWERED, QUEUED, ASSIGNED, NUISANCE -> true;
                  case ATTEMPTING, CONNECTED, WRAPUP -> false;
                })
        .isPresent();
  }

  static void bridgeFailed(BridgeFailed f, Decision draft) {
    assigned(f, f.getCallId(), f.getAgentId(), draft)
        .ifPresent(call -> notBridged(call, "bridge failed: " + f.getCause(), draft));
  }

  /** The call waits for another agent while its budget lasts. */
  static void notBridged(CallRecord call, String text, Decision draft) {
    CallClosing closing = new CallClosing(draft, call).unassigned(text);
    if (draft.now() >= budgetEnd(call, draft)) {
      closing.marked(NuisanceCause.BRIDGE_FAILED);
    }
    agentOf(call, draft).ifPresent(agent -> AgentSteps.bridgeFailed(draft, agent, call));
  }

  static void disconnected(LineDisconnected f, Decision draft) {
    Optional<CallRecord> found = draft.zone().call(f.getCallId());
    if (found.isEmpty()) {
      FactDecisions.unmatched(f, f.getCallId(), draft, "no such call is under way");
      return;
    }
    CallRecord call = found.get();
    if (call.getPhase() == CallPhase.WRAPUP) {
      FactDecisions.unmatched(f, f.getCallId(), draft, "the line is down already");
      return;
    }
    if (Previews.isOffered(call)) {
      FactDecisions.unmatched(f, f.getCallId(), draft, Previews.NOT_DIALLED);
      return;
    }
    Party by = f.getEndedBy();
    CallClosing closing =
        new CallClosing(draft, call).disconnected(by, f.getHeader().getOccurredAt());
    switch (call.getPhase()) {
      case ATTEMPTING -> neverAnswered(closing, call, f, draft);
      case ANSWERED, QUEUED -> {
        markIfAbandoned(closing, call, f, draft);
        closing.completedBySystem(CompletionCodes.endedBy(by));
      }
      case ASSIGNED -> {
        closing.unassigned("the line went down before the agent was on it");
        markIfAbandoned(closing, call, f, draft);
        closing.completedBySystem(CompletionCodes.endedBy(by));
        agentOf(call, draft).ifPresent(agent -> AgentSteps.freed(draft, agent));
      }
      case NUISANCE -> closing.completedBySystem(CompletionCodes.nuisanceEndedBy(by));
      case CONNECTED -> ConversationEnd.over(draft, call, closing);
      case WRAPUP -> {}
    }
  }

  private static void neverAnswered(
      CallClosing closing, CallRecord call, LineDisconnected f, Decision draft) {
    if (AgentDials.isUnderWay(call)) {
      AgentDials.failed(
          call, CompletionCodes.ATTEMPT_FAILED, "the line went down: " + f.getEndedBy(), draft);
    } else {
      closing.completedBySystem(CompletionCodes.ATTEMPT_FAILED);
    }
  }

  /** The line of a conversation is down. */
  static void down(CallRecord call, Party by, long at, Decision draft) {
    ConversationEnd.over(draft, call, new CallClosing(draft, call).disconnected(by, at));
  }

  /**
   * A person who answered and met no agent was abandoned, unless that person hung up within the
   * live-voice budget. During an outage the cause is the failover, in or out of budget (F5), unless
   * the policy is to spare (X2).
   */
  private static void markIfAbandoned(
      CallClosing closing, CallRecord call, LineDisconnected f, Decision draft) {
    long endedAt = f.getHeader().getOccurredAt();
    boolean outage = !draft.zone().zone().getFactBarrierPassed();
    if (outage && !spared(call, endedAt, draft)) {
      closing.marked(NuisanceCause.FAILOVER);
    } else if (endedAt > budgetEnd(call, draft)) {
      closing.marked(NuisanceCause.NO_AGENT);
    } else if (f.getEndedBy() != Party.CUSTOMER) {
      closing.marked(outage ? NuisanceCause.FAILOVER : NuisanceCause.OTHER);
    }
  }

  /**
   * X2, F26: whether the outage under way leaves the call its chance, by its budget at the time.
   * One that an agent dialled has it whatever the policy is: the platform joins them by itself.
   */
  static boolean spared(CallRecord call, long at, Decision draft) {
    boolean policy = draft.zone().zone().getFailoverPolicy() == FailoverPolicy.MARK_EXPIRED;
    return (policy || AgentDials.isJoinedByPlatform(call))
        && call.getPhase() != CallPhase.QUEUED
        && at <= budgetEnd(call, draft);
  }

  private static Optional<CallRecord> assigned(
      Fact f, String callId, String agentId, Decision draft) {
    Optional<CallRecord> call =
        draft
            .zone()
            .call(callId)
            .filter(one -> one.getPhase() == CallPhase.ASSIGNED)
            .filter(one -> one.getAgentId().equals(agentId));
    if (call.isEmpty()) {
      FactDecisions.unmatched(f, callId, draft, "the call is not assigned to agent " + agentId);
    }
    return call;
  }

  private static Optional<AgentRecord> agentOf(CallRecord call, Decision draft) {
    return draft.zone().agent(call.getAgentId());
  }

  private static long budgetEnd(CallRecord call, Decision draft) {
    return Deadline.budgetEnd(call, draft.jobOf(call).getSettings());
  }
}
