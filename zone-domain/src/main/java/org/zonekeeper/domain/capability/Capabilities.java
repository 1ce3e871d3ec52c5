package org.zonekeeper.domain.capability;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.ConsultPhase;
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
    allowed.addAll(ofReadiness(agent, zone));
    switch (agent.getCallState()) {
      case TALKING -> callOf(agent, zone).ifPresent(call -> allowed.addAll(ofConversation(call)));
      case WRAPUP -> allowed.add(Capability.DISPOSITION);
      case CONFERENCE_OWNER ->
          callOf(agent, zone).ifPresent(call -> allowed.addAll(ofConferenceOwner(call)));
      case CONFERENCE_PASSIVE, CONSULT ->
          callOf(agent, zone).ifPresent(call -> allowed.addAll(ofParty(agent, call)));
      case IDLE, CALLBACK, PREVIEW, UNKNOWN -> {}
    }
    return allowed;
  }

  /**
   * Ready takes back a pending break as well, unless the agent is about to be logged off or the
   * zone goes down.
   */
  private static Set<Capability> ofReadiness(AgentRecord agent, ZoneView zone) {
    return switch (agent.getAgentState()) {
      case READY, BUSY, WORK_NOT_READY -> EnumSet.of(Capability.NOT_READY);
      case NOT_READY, PENDING_NOT_READY ->
          agent.getLogOffPending()
                  || agent.getJobState() == JobState.INBOUND
                  || zone.zone().getShutdown() != null
              ? EnumSet.noneOf(Capability.class)
              : EnumSet.of(Capability.READY);
      case LOGOUT, UNKNOWN -> EnumSet.noneOf(Capability.class);
    };
  }

  private static Set<Capability> ofConversation(CallRecord call) {
    Set<Capability> allowed = ofLine(call);
    if (call.getConsult() == null && !call.getHeld() && !call.getEndOrdered()) {
      allowed.add(Capability.TRANSFER);
      allowed.add(Capability.CONFERENCE);
    }
    return allowed;
  }

  /** What an owner may do to the customer's line, alone with the customer or not. */
  private static Set<Capability> ofLine(CallRecord call) {
    Set<Capability> allowed = EnumSet.of(Capability.RECORD);
    if (!call.getHeld()) {
      allowed.add(Capability.HOLD);
      allowed.add(Capability.SEND_DTMF);
    } else if (!call.getHeldBySystem()) {
      allowed.add(Capability.UNHOLD);
    }
    if (!call.getReleased()) {
      allowed.add(Capability.RELEASE);
    }
    return allowed;
  }

  private static Set<Capability> ofConferenceOwner(CallRecord call) {
    Set<Capability> allowed = ofLine(call);
    if (phase(call) == ConsultPhase.CONFERENCE && !call.getEndOrdered()) {
      allowed.add(Capability.END_CONFERENCE);
      allowed.add(
          call.getConsult().getSecondAgentId() == null
              ? Capability.LEAVE_CONFERENCE
              : Capability.CHANGE_OWNERSHIP);
    }
    return allowed;
  }

  /** Of either party of a consult, or the second one of a conference. */
  private static Set<Capability> ofParty(AgentRecord agent, CallRecord call) {
    if (call.getEndOrdered()) {
      return EnumSet.noneOf(Capability.class);
    }
    boolean owner = agent.getAgentId().equals(call.getAgentId());
    return switch (phase(call)) {
      case ACTIVE ->
          owner
              ? EnumSet.of(Capability.TRANSFER, Capability.CONFERENCE, Capability.LEAVE_CONSULT)
              : EnumSet.of(Capability.LEAVE_CONSULT);
      case CONFERENCE -> EnumSet.of(Capability.LEAVE_CONFERENCE);
      case DIALLING, BLIND_DIALLING ->
          owner && call.getConsult().getCancellable()
              ? EnumSet.of(Capability.LEAVE_CONSULT)
              : EnumSet.noneOf(Capability.class);
      case PENDING, TRANSFERRING, STARTING_CONFERENCE, LEAVING_CONFERENCE, UNKNOWN ->
          EnumSet.noneOf(Capability.class);
    };
  }

  private static ConsultPhase phase(CallRecord call) {
    return call.getConsult() == null ? ConsultPhase.UNKNOWN : call.getConsult().getPhase();
  }

  private static Optional<CallRecord> callOf(AgentRecord agent, ZoneView zone) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(zone::call)
        .filter(call -> call.getPhase() == CallPhase.CONNECTED);
  }
}
