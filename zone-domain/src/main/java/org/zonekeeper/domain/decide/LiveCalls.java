package org.zonekeeper.domain.decide;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.schemas.journal.LiveCallAnnounced;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.Consult;

/**
 * F16: after an outage the owner tells anew which calls go on, so that whoever records them knows
 * without having seen what came before. Stateless.
 */
final class LiveCalls {
  private LiveCalls() {}

  static void announce(List<CallRecord> calls, Decision draft) {
    calls.forEach(call -> draft.add(announcement(call, draft)));
  }

  private static LiveCallAnnounced announcement(CallRecord call, Decision draft) {
    Optional<AgentRecord> agent =
        Optional.ofNullable(call.getAgentId()).flatMap(draft.zone()::agent);
    Optional<Consult> consult = Optional.ofNullable(call.getConsult());
    return new LiveCallAnnounced(
        call.getCallId(),
        call.getJobId(),
        call.getCampaign(),
        call.getContact(),
        call.getAnsweredAt(),
        call.getAgentId(),
        agent.map(AgentRecord::getExtension).orElse(""),
        agent.map(AgentRecord::getSessionId).orElse(""),
        call.getConnectedAt(),
        call.getHeld(),
        call.getRecordingPaused(),
        call.getNuisance(),
        consult.map(Consult::getSecondAgentId).orElse(null),
        consult.map(Consult::getAddress).orElse(""),
        consult.map(Consult::getPhase).orElse(null));
  }
}
