package org.zonekeeper.acr.mapping;

import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.recorder.AgentAvailabilityChanged;
import org.zonekeeper.schemas.recorder.AgentSessionBegan;
import org.zonekeeper.schemas.recorder.AgentSessionEnded;
import org.zonekeeper.schemas.recorder.SessionEndGrounds;

/** What a recorder is told of agents. Stateless. */
final class AgentEvents {
  private AgentEvents() {}

  static AgentSessionBegan loggedOn(AgentLoggedOn e) {
    return new AgentSessionBegan(e.getAgentId(), e.getSessionId(), e.getExtension());
  }

  static AgentSessionEnded loggedOff(AgentLoggedOff e) {
    return new AgentSessionEnded(e.getAgentId(), e.getSessionId(), grounds(e.getGrounds()));
  }

  static AgentAvailabilityChanged stateChanged(AgentStateChanged e) {
    return new AgentAvailabilityChanged(e.getAgentId(), e.getAgentState(), e.getReasonCode());
  }

  private static SessionEndGrounds grounds(LogOffGrounds grounds) {
    return switch (grounds) {
      case REQUESTED -> SessionEndGrounds.REQUESTED;
      case FORCED_LOGON -> SessionEndGrounds.FORCED_LOGON;
      case DESKTOP_ERROR -> SessionEndGrounds.DESKTOP_ERROR;
      case DESKTOP_LOST -> SessionEndGrounds.DESKTOP_LOST;
      case LOGGED_ON_IN_OTHER_ZONE -> SessionEndGrounds.LOGGED_ON_IN_OTHER_ZONE;
      case ZONE_DOWN -> SessionEndGrounds.ZONE_DOWN;
      case ZONE_MOVED -> SessionEndGrounds.ZONE_MOVED;
      case SUPERVISOR -> SessionEndGrounds.SUPERVISOR;
      case OTHER -> SessionEndGrounds.OTHER;
    };
  }
}
