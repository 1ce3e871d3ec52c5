package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.fact.NailupLost;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.state.AgentRecord;

/** Facts about agents' permanent voice legs. Stateless. */
final class NailupFacts {
  private NailupFacts() {}

  static void established(NailupEstablished f, Decision draft) {
    Optional<AgentRecord> agent =
        draft.zone().agent(f.getAgentId()).filter(one -> one.getNailup() != NailupState.NAILED_UP);
    if (agent.isPresent()) {
      change(agent.get(), NailupState.NAILED_UP, draft);
    } else {
      FactDecisions.unmatched(f, f.getAgentId(), draft, "no such agent without a nail-up");
    }
  }

  /**
   * A leg that stood is built again; one that never stood is not, and its agent is not ready until
   * the next GoReady.
   */
  static void lost(NailupLost f, Decision draft) {
    Optional<AgentRecord> found =
        draft
            .zone()
            .agent(f.getAgentId())
            .filter(one -> one.getNailup() != NailupState.NOT_NAILED_UP);
    if (found.isEmpty()) {
      FactDecisions.unmatched(f, f.getAgentId(), draft, "no such agent with a nail-up");
    } else if (found.get().getNailup() == NailupState.NAILED_UP) {
      change(found.get(), NailupState.PENDING_NAILUP, draft);
    } else {
      AgentSteps.withoutLeg(draft, found.get());
    }
  }

  /** The leg did not come up in time. */
  static void timedOut(AgentRecord agent, Decision draft) {
    AgentSteps.withoutLeg(draft, agent);
  }

  private static void change(AgentRecord agent, NailupState nailup, Decision draft) {
    draft.add(new AgentNailupChanged(agent.getAgentId(), agent.getExtension(), nailup));
  }
}
