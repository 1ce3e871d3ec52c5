package org.zonekeeper.domain.capability;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/**
 * Derives what an agent's desktop may ask for from the zone's state: the one place, so that no
 * client and no gateway does. What is not among them is refused by the zone. A function of the
 * agent's record and its call's. Stateless; called on the zone's thread.
 */
public final class Capabilities {
  private Capabilities() {}

  /** What the agent's desktop may ask for now; an agent who must log on by force: nothing. */
  public static Set<Capability> of(AgentRecord agent, ZoneView zone) {
    Set<Capability> allowed = EnumSet.noneOf(Capability.class);
    if (agent.getReloginRequired()) {
      return allowed;
    }
    allowed.addAll(ofReadiness(agent));
    switch (agent.getCallState()) {
      case TALKING -> callOf(agent, zone).ifPresent(call -> allowed.addAll(ofConversation(call)));
      case WRAPUP -> allowed.add(Capability.DISPOSITION);
      case IDLE, CALLBACK, CONFERENCE_OWNER, CONFERENCE_PASSIVE, CONSULT, PREVIEW, UNKNOWN -> {}
    }
    return allowed;
  }

  /** Ready takes back a pending break as well, unless the agent is about to be logged off. */
  private static Set<Capability> ofReadiness(AgentRecord agent) {
    return switch (agent.getAgentState()) {
      case READY, BUSY, WORK_NOT_READY -> EnumSet.of(Capability.NOT_READY);
      case NOT_READY, PENDING_NOT_READY ->
          agent.getLogOffPending() || agent.getJobState() == JobState.INBOUND
              ? EnumSet.noneOf(Capability.class)
              : EnumSet.of(Capability.READY);
      case LOGOUT, UNKNOWN -> EnumSet.noneOf(Capability.class);
    };
  }

  private static Set<Capability> ofConversation(CallRecord call) {
    Set<Capability> allowed =
        EnumSet.of(call.getHeld() ? Capability.UNHOLD : Capability.HOLD, Capability.RECORD);
    if (!call.getReleased()) {
      allowed.add(Capability.RELEASE);
    }
    return allowed;
  }

  private static Optional<CallRecord> callOf(AgentRecord agent, ZoneView zone) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(zone::call)
        .filter(call -> call.getPhase() == CallPhase.CONNECTED);
  }
}
