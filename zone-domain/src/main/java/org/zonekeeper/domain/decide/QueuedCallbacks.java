package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallbackRecord;

/** The callbacks that came due while an agent was busy: one is offered when the agent is freed. */
final class QueuedCallbacks {
  private QueuedCallbacks() {}

  /** Whether the agent may take one of those that are due. */
  static boolean wait(AgentRecord agent, ZoneView zone) {
    return !zone.callbackIndex().due().isEmpty()
        && agent.getNailup() == NailupState.NAILED_UP
        && PendingConsults.isChecked(agent, zone)
        && CallbackOffers.forFreed(agent, zone).isPresent();
  }

  /**
   * The one that is due for longest is offered: the freed agent is busy with its preview. Not more
   * than one at a time: of several agents who are freed together the others are ready.
   */
  static void begin(Decision draft, AgentRecord agent) {
    boolean another = draft.events().stream().anyMatch(CallbackOffered.class::isInstance);
    Optional<CallbackRecord> callback =
        another || !CallbackOffers.isSpaced(draft.zone(), draft.now())
            ? Optional.empty()
            : CallbackOffers.forFreed(agent, draft.zone());
    callback
        .flatMap(one -> CallbackOffers.jobFor(one, draft.zone(), draft.now()))
        .ifPresentOrElse(
            job -> CallbackOffers.offer(callback.get(), job, agent, draft),
            () -> draft.add(new AgentStateChanged(agent.getAgentId(), AgentState.READY, null)));
  }
}
