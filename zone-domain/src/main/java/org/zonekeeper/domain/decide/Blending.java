package org.zonekeeper.domain.decide;

import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.state.AgentRecord;

/** F28: decides who goes from outbound to inbound work and back. Stateless. */
final class Blending {
  /** Why an agent on inbound work is not ready: code that looks at READY alone gives no call. */
  static final String INBOUND = "INBOUND";

  private Blending() {}

  /** The agent's voice leg is let go, and the agent is the inbound side's. */
  static void begin(Decision draft, AgentRecord agent) {
    String id = agent.getAgentId();
    draft.add(new AgentStateChanged(id, AgentState.NOT_READY, INBOUND));
    draft.add(
        new AgentJobStateChanged(
            id, JobState.INBOUND, agent.getJobId(), null, agent.getJobGrounds()));
    draft.add(new AgentNailupChanged(id, agent.getExtension(), NailupState.NOT_NAILED_UP));
  }
}
