package org.zonekeeper.domain.decide;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.CallStatusReceived;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.ZoneCheckBegun;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/** F19: after a takeover the platform is asked which calls are still live. Stateless. */
final class StatusReports {
  /**
   * Calls that are asked about with one event: a record of some tens of kilobytes, and a decision
   * that nobody waits for. Few zones have so many live calls.
   */
  static final int AT_ONCE = 500;

  private StatusReports() {}

  /** Begins with the calls whose line the zone believes up: the first of them at once. */
  static void begin(Decision draft) {
    long live = draft.zone().calls().stream().filter(StatusReports::believedLive).count();
    draft.add(new ZoneCheckBegun(Math.toIntExact(live)));
    if (draft.zone().calls().stream().anyMatch(StatusReports::isAskedAbout)) {
      next("", draft);
    }
  }

  /** Goes on with the calls that were too many for one decision. */
  static void goOn(Decision draft) {
    Optional.ofNullable(draft.zone().zone().getCallsCheckedUpTo())
        .ifPresent(upTo -> next(upTo, draft));
  }

  /** Says of the next live calls that they go on, and asks about them. */
  private static void next(String upTo, Decision draft) {
    List<CallRecord> left =
        draft.zone().callsAfter(upTo).stream()
            .filter(StatusReports::isAskedAbout)
            .limit(AT_ONCE + 1)
            .toList();
    List<CallRecord> next = left.stream().limit(AT_ONCE).toList();
    LiveCalls.announce(next.stream().filter(StatusReports::believedLive).toList(), draft);
    draft.add(
        new CallStatusRequested(
            draft.nextId(),
            next.stream().map(CallRecord::getCallId).toList(),
            left.size() > next.size()));
  }

  static void reported(CallStatusReported f, Decision draft) {
    String requestId = f.getRequestId();
    if (!draft.zone().zone().getOpenStatusRequests().contains(requestId)) {
      FactDecisions.unmatched(f, requestId, draft, "no such status request is open");
      return;
    }
    Set<String> known = new HashSet<>();
    f.getCalls().stream().map(LiveCall::getCallId).forEach(known::add);
    List<CallRecord> gone =
        draft.zone().callIndex().asked(requestId).stream()
            .flatMap(id -> draft.zone().call(id).stream())
            .filter(StatusReports::isAskedAbout)
            .filter(call -> !known.contains(call.getCallId()))
            .toList();
    draft.add(new CallStatusReceived(requestId, gone.stream().map(CallRecord::getCallId).toList()));
    gone.forEach(call -> missing(call, draft));
    f.getCalls().forEach(live -> compared(live, requestId, draft));
  }

  private static void compared(LiveCall live, String requestId, Decision draft) {
    boolean legsDiffer =
        draft
            .zone()
            .call(live.getCallId())
            .filter(call -> call.getPhase() == CallPhase.CONNECTED)
            .filter(call -> requestId.equals(call.getStatusRequestId()))
            .map(call -> LiveLegs.compare(call, live, draft))
            .orElse(false);
    if (!legsDiffer) {
      abandoned(live, requestId, draft);
    }
  }

  /**
   * A person is on the line of a conversation, and nobody else is, or somebody whom the zone knows
   * nothing of: the person hears the message that says who called, and the call is counted.
   */
  private static void abandoned(LiveCall live, String requestId, Decision draft) {
    draft
        .zone()
        .call(live.getCallId())
        .filter(call -> call.getPhase() == CallPhase.CONNECTED)
        .filter(call -> requestId.equals(call.getStatusRequestId()))
        .filter(call -> !call.getAgentId().equals(live.getAgentId()))
        .filter(call -> !call.getEndOrdered())
        .ifPresent(
            call -> {
              CallClosing closing = new CallClosing(draft, call);
              if (call.getNuisance() == null) {
                closing.marked(NuisanceCause.OTHER);
              } else {
                closing.released("the platform has nobody on the conversation");
              }
            });
  }

  /** The Disconnect of this call never came and never will. */
  private static void missing(CallRecord call, Decision draft) {
    if (AgentDials.isUnderWay(call)) {
      AgentDials.missing(call, draft);
      return;
    }
    if (call.getPhase() == CallPhase.CONNECTED) {
      LiveLegs.callMissing(call, draft);
      draft.add(new AgentReloginRequired(call.getAgentId(), call.getCallId()));
      return;
    }
    new CallClosing(draft, call)
        .unassigned("the platform does not know the call any more")
        .marked(NuisanceCause.OTHER)
        .completedBySystem(
            call.getPhase() == CallPhase.NUISANCE
                ? CompletionCodes.DISCONNECTED_BY_SYSTEM_NUISANCE_APP
                : CompletionCodes.DISCONNECTED_BY_SYSTEM);
    if (call.getPhase() == CallPhase.ASSIGNED) {
      draft.zone().agent(call.getAgentId()).ifPresent(agent -> AgentSteps.freed(draft, agent));
    }
  }

  /** F19, F26: whether an agent, or a person on the line, waits for what the platform has of it. */
  private static boolean isAskedAbout(CallRecord call) {
    return believedLive(call) || AgentDials.isUnderWay(call);
  }

  /** Whether the zone believes the call's line up, with a person at its other end. */
  static boolean believedLive(CallRecord call) {
    return switch (call.getPhase()) {
      case ANSWERED, QUEUED, ASSIGNED, CONNECTED, NUISANCE -> true;
      case ATTEMPTING, WRAPUP -> false;
    };
  }
}
