package org.zonekeeper.am.domain.decide;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zonekeeper.am.domain.CompletionCodes;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.CallStatusReceived;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/** F19: after a takeover the platform is asked which calls are still live. Stateless. */
final class StatusReports {
  private StatusReports() {}

  /** Asks about every call whose line the zone believes up; nobody is asked about nothing. */
  static void request(Draft draft) {
    List<String> live =
        draft.zone().calls().stream()
            .filter(StatusReports::believedLive)
            .map(CallRecord::getCallId)
            .toList();
    if (!live.isEmpty()) {
      draft.add(new CallStatusRequested(null, draft.nextId(), live));
    }
  }

  static void reported(CallStatusReported f, Draft draft) {
    String requestId = f.getRequestId();
    if (!requestId.equals(draft.zone().zone().getStatusRequestId())) {
      FactDesk.unmatched(f, requestId, draft, "no such status request is open");
      return;
    }
    Set<String> known = new HashSet<>();
    f.getCalls().stream().map(LiveCall::getCallId).forEach(known::add);
    List<CallRecord> gone =
        draft.zone().calls().stream()
            .filter(call -> requestId.equals(call.getStatusRequestId()))
            .filter(StatusReports::believedLive)
            .filter(call -> !known.contains(call.getCallId()))
            .toList();
    draft.add(
        new CallStatusReceived(null, requestId, gone.stream().map(CallRecord::getCallId).toList()));
    gone.forEach(call -> missing(call, draft));
  }

  /** The Disconnect of this call never came and never will. */
  private static void missing(CallRecord call, Draft draft) {
    if (call.getPhase() == CallPhase.CONNECTED) {
      draft.add(new AgentReloginRequired(null, call.getAgentId(), call.getCallId()));
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

  /** Whether the zone believes the call's line up, with a person at its other end. */
  static boolean believedLive(CallRecord call) {
    return switch (call.getPhase()) {
      case ANSWERED, QUEUED, ASSIGNED, CONNECTED, NUISANCE -> true;
      case ATTEMPTING, WRAPUP -> false;
    };
  }
}
