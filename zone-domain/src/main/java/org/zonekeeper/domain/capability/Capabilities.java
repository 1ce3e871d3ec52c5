package org.zonekeeper.domain.capability;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.domain.decide.DoNotCall;
import org.zonekeeper.domain.decide.KeyedNumbers;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.JobStateGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.level.RequiredLevel;
import org.zonekeeper.schemas.state.AgentDial;
import org.zonekeeper.schemas.state.AgentDialPhase;
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
    Set<Capability> allowed = ofAnyLevel(agent, zone);
    int level = zone.zone().getFeatureLevel();
    if (level < FeatureLevel.newest().number()) {
      allowed.removeIf(
          capability ->
              RequiredLevel.ofSymbol(Capability.getClassSchema(), capability.name()) > level);
    }
    return allowed;
  }

  private static Set<Capability> ofAnyLevel(AgentRecord agent, ZoneView zone) {
    Set<Capability> allowed = EnumSet.noneOf(Capability.class);
    if (agent.getReloginRequired()) {
      return allowed;
    }
    allowed.addAll(ofReadiness(agent, zone));
    allowed.addAll(ofCallback(agent, zone));
    ownCall(agent, zone).ifPresent(call -> allowed.add(Capability.UPDATE_RECORD));
    allowed.addAll(ofBlending(agent, zone));
    if (mayNailUp(agent)) {
      allowed.add(Capability.NAIL_UP);
    }
    if (mayOriginate(agent, zone)) {
      allowed.add(Capability.ORIGINATE);
    }
    switch (agent.getCallState()) {
      case TALKING -> callOf(agent, zone).ifPresent(call -> allowed.addAll(ofConversation(call)));
      case WRAPUP -> {
        allowed.add(Capability.DISPOSITION);
        allowed.addAll(ofRedial(agent, zone));
      }
      case PREVIEW, DIALLING ->
          Optional.ofNullable(agent.getCallId())
              .flatMap(zone::call)
              .ifPresent(call -> allowed.addAll(ofDial(agent, call, zone)));
      case CONFERENCE_OWNER ->
          callOf(agent, zone).ifPresent(call -> allowed.addAll(ofConferenceOwner(call)));
      case CONFERENCE_PASSIVE, CONSULT ->
          callOf(agent, zone).ifPresent(call -> allowed.addAll(ofParty(agent, call)));
      case IDLE, CALLBACK, UNKNOWN -> {}
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
                  || agent.getInbound() != null
                  || waitsForLeg(agent)
                  || zone.zone().getShutdown() != null
              ? EnumSet.noneOf(Capability.class)
              : EnumSet.of(Capability.READY);
      case LOGOUT, UNKNOWN -> EnumSet.noneOf(Capability.class);
    };
  }

  /** Who asks for the voice leg asks for it before being ready. */
  private static boolean waitsForLeg(AgentRecord agent) {
    return agent.getAgentState() == AgentState.NOT_READY
        && agent.getNailupAsked()
        && agent.getNailup() == NailupState.NOT_NAILED_UP
        && agent.getJobState() != JobState.PENDING_MANUAL_INBOUND
        && agent.getJobState() != JobState.PENDING_INBOUND;
  }

  /** Not too soon after the last time: that is a matter of some seconds. */
  private static Set<Capability> ofBlending(AgentRecord agent, ZoneView zone) {
    boolean pending =
        agent.getJobState() == JobState.PENDING_INBOUND
            || agent.getJobState() == JobState.PENDING_MANUAL_INBOUND;
    boolean moved =
        agent.getJobState() == JobState.PENDING_MOVEMENT
            && agent.getJobGrounds() == JobStateGrounds.SUPERVISOR;
    if (pending || (agent.getInbound() != null && !agent.getInbound().getEndRequested())) {
      return EnumSet.of(Capability.BLEND_TO_OUTBOUND);
    }
    return agent.getInbound() != null
            || moved
            || agent.getLogOffPending()
            || zone.zone().getShutdown() != null
        ? EnumSet.noneOf(Capability.class)
        : EnumSet.of(Capability.BLEND_TO_INBOUND);
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

  /** Of a contact that the agent looks at, or dials. */
  private static Set<Capability> ofDial(AgentRecord agent, CallRecord call, ZoneView zone) {
    Set<Capability> allowed = EnumSet.noneOf(Capability.class);
    AgentDial dial = call.getDial();
    if (dial == null || call.getPhase() != CallPhase.ATTEMPTING) {
      return allowed;
    }
    if (dial.getPhase() == AgentDialPhase.OFFERED) {
      allowed.add(Capability.PREVIEW_REJECT);
      if (mayDial(agent, zone) && DoNotCall.firstAllowed(call, zone).isPresent()) {
        allowed.add(Capability.PREVIEW_DIAL);
      }
      if (dial.getCancellable()) {
        allowed.add(Capability.PREVIEW_CANCEL);
      }
    } else if (!call.getReleased()) {
      allowed.add(Capability.RELEASE);
      if (dial.getPacing() == PacingMode.MANUAL && dial.getPhase() == AgentDialPhase.DIALLED) {
        allowed.add(Capability.MANUAL_CONNECT);
      }
    }
    return allowed;
  }

  private static Set<Capability> ofRedial(AgentRecord agent, ZoneView zone) {
    boolean possible =
        Optional.ofNullable(agent.getCallId())
            .flatMap(zone::call)
            .filter(call -> call.getDial() != null && call.getDial().getRedialsLeft() > 0)
            .filter(call -> DoNotCall.firstAllowed(call, zone).isPresent())
            .isPresent();
    return possible && mayDial(agent, zone)
        ? EnumSet.of(Capability.REDIAL)
        : EnumSet.noneOf(Capability.class);
  }

  private static boolean mayNailUp(AgentRecord agent) {
    return agent.getNailupAsked()
        && agent.getInbound() == null
        && (agent.getNailup() == NailupState.NOT_NAILED_UP
            || (agent.getNailup() == NailupState.PENDING_NAILUP && agent.getCallId() == null));
  }

  /** By what the job has for life: whether it dials at the moment its refusal says. */
  private static boolean mayOriginate(AgentRecord agent, ZoneView zone) {
    boolean idle =
        agent.getCallId() == null
            && !agent.getLogOffPending()
            && (agent.getAgentState() == AgentState.READY
                || agent.getAgentState() == AgentState.NOT_READY);
    return idle
        && agent.getJobState() == JobState.ATTACHED
        && mayDial(agent, zone)
        && zone.job(agent.getJobId())
            .filter(job -> job.getSettings().getOriginateAllowed())
            .isPresent();
  }

  private static boolean mayDial(AgentRecord agent, ZoneView zone) {
    return agent.getNailup() == NailupState.NAILED_UP && zone.zone().getShutdown() == null;
  }

  /** Of the contact in hand, if the job has callbacks. */
  private static Set<Capability> ofCallback(AgentRecord agent, ZoneView zone) {
    boolean possible =
        switch (agent.getCallState()) {
          case TALKING, CONFERENCE_OWNER, WRAPUP, PREVIEW ->
              Optional.ofNullable(agent.getCallId())
                  .flatMap(zone::call)
                  .filter(call -> mayCallBack(call, zone))
                  .filter(call -> !KeyedNumbers.isOf(call))
                  .flatMap(call -> zone.job(call.getJobId()))
                  .filter(job -> !job.getSettings().getCallbackTypes().isEmpty())
                  .isPresent();
          case IDLE, CALLBACK, CONFERENCE_PASSIVE, CONSULT, DIALLING, UNKNOWN -> false;
        };
    return possible ? EnumSet.of(Capability.CREATE_CALLBACK) : EnumSet.noneOf(Capability.class);
  }

  private static boolean mayCallBack(CallRecord call, ZoneView zone) {
    List<String> kinds = call.getDial() == null ? List.of() : call.getDial().getNumberKinds();
    return DoNotCall.mayCall(call.getCampaign(), call.getContact(), kinds, zone);
  }

  /** The contact in hand, unless it is a colleague's who asks for advice, or a number keyed in. */
  private static Optional<CallRecord> ownCall(AgentRecord agent, ZoneView zone) {
    return Optional.ofNullable(agent.getCallId())
        .flatMap(zone::call)
        .filter(call -> agent.getAgentId().equals(call.getAgentId()))
        .filter(call -> !KeyedNumbers.isOf(call));
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
