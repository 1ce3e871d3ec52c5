package org.zonekeeper.domain.apply;

import java.util.Objects;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.SessionHolder;
import org.zonekeeper.schemas.journal.AgentBridgeFailed;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.PendingCheck;

/** Applications of events about agents: each changes one of an agent's parallel machines. */
final class AgentApplications {
  private AgentApplications() {}

  static void loggedOn(ZoneState state, AgentLoggedOn e) {
    state.putAgent(
        AgentRecord.newBuilder()
            .setAgentId(e.getAgentId())
            .setExtension(e.getExtension())
            .setSessionId(e.getSessionId())
            .setLocale(e.getLocale())
            .setSkills(e.getSkills())
            .setAgentState(AgentState.NOT_READY)
            .setCallState(CallState.IDLE)
            .setJobState(JobState.DETACHED)
            .setNailup(NailupState.NOT_NAILED_UP)
            .setAskedInEpoch(e.getHeader().getEpoch())
            .setNotReadySince(e.getHeader().getAt())
            .setHolder(e.getHolder())
            .setNailupAsked(e.getNailupAsked())
            .setHeldSince(e.getHeader().getAt())
            .setLoggedOnAt(e.getHeader().getAt())
            .build());
  }

  static void desktopResumed(ZoneState state, DesktopResumed e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          String digest = agent.getHolder() == null ? "" : agent.getHolder().getResumeDigest();
          agent.setHolder(new SessionHolder(e.getGateway(), digest, e.getResumeGraceMs()));
          agent.setHeldSince(e.getHeader().getAt());
        });
  }

  static void loggedOff(ZoneState state, AgentLoggedOff e) {
    state.removeAgent(e.getAgentId());
  }

  static void logOffPending(ZoneState state, AgentLogOffPending e) {
    state.changeAgent(e.getAgentId(), agent -> agent.setLogOffPending(true));
  }

  static void stateChanged(ZoneState state, AgentStateChanged e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          if (e.getAgentState() == AgentState.READY && agent.getAgentState() != AgentState.READY) {
            agent.setReadySince(e.getHeader().getAt());
          }
          if (e.getAgentState() == AgentState.READY && beginsToWait(agent)) {
            agent.setWaitingSince(e.getHeader().getAt());
            if (agent.getAgentState() != AgentState.BUSY) {
              agent.setBridgeFailures(0);
            }
          }
          if (e.getAgentState() == AgentState.NOT_READY) {
            agent.setNotReadySince(e.getHeader().getAt());
          }
          // Zones of the first level keep no reason: Agent Managers that they may go back to
          // cannot.
          agent.setBreakReason(
              e.getAgentState() == AgentState.NOT_READY && keepsReasons(state)
                  ? e.getReasonCode()
                  : null);
          agent.setPendingReason(
              e.getAgentState() == AgentState.PENDING_NOT_READY ? e.getReasonCode() : null);
          agent.setAgentState(e.getAgentState());
        });
  }

  private static boolean keepsReasons(ZoneState state) {
    return state.zone().getFeatureLevel() >= FeatureLevel.SECOND.number();
  }

  /** Whoever was on the way to a call that ended first still has the place in the line. */
  private static boolean beginsToWait(AgentRecord agent) {
    return switch (agent.getAgentState()) {
      case READY -> false;
      case BUSY -> agent.getWaitingSince() == 0;
      case NOT_READY, PENDING_NOT_READY, WORK_NOT_READY, LOGOUT, UNKNOWN -> true;
    };
  }

  /** A call that goes on without its agent: the next one to be asked is somebody else. */
  private static boolean failedToReach(
      ZoneState state, AgentRecord agent, AgentCallStateChanged e) {
    return e.getCallId() == null
        && agent.getCallId() != null
        && state.call(agent.getCallId()).isPresent();
  }

  static void callStateChanged(ZoneState state, AgentCallStateChanged e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          if (e.getCallState() == CallState.TALKING || failedToReach(state, agent, e)) {
            agent.setWaitingSince(0);
          }
          agent.setCallState(e.getCallState());
          agent.setCallId(e.getCallId());
          if (e.getCallState() == CallState.TALKING) {
            agent.setBridgeFailures(0);
          }
        });
  }

  static void jobStateChanged(ZoneState state, AgentJobStateChanged e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          if (!Objects.equals(agent.getJobId(), e.getJobId())) {
            agent.setJobSince(e.getHeader().getAt());
          }
          agent.setJobState(e.getJobState());
          agent.setJobGrounds(e.getGrounds());
          agent.setJobId(e.getJobId());
          agent.setTargetJobId(e.getTargetJobId());
        });
  }

  static void nailupChanged(ZoneState state, AgentNailupChanged e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          agent.setNailup(e.getNailup());
          agent.setNailupSince(e.getHeader().getAt());
        });
  }

  /** The next call is tried with another agent first. */
  static void bridgeFailed(ZoneState state, AgentBridgeFailed e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          agent.setBridgeFailures(e.getInARow());
          agent.setWaitingSince(e.getHeader().getAt());
        });
  }

  static void checkRequested(ZoneState state, DesktopCheckRequested e) {
    state.changeAgent(
        e.getAgentId(),
        agent -> {
          agent.setAskedInEpoch(e.getHeader().getEpoch());
          agent.setCheck(
              new PendingCheck(
                  e.getCheckId(),
                  e.getAgentState(),
                  e.getCallState(),
                  e.getNailup(),
                  e.getDeadline()));
        });
  }

  static void checkPassed(ZoneState state, DesktopCheckPassed e) {
    state.changeAgent(e.getAgentId(), agent -> agent.setCheck(null));
  }

  static void checkFailed(ZoneState state, DesktopCheckFailed e) {
    state.changeAgent(e.getAgentId(), agent -> agent.setCheck(null));
  }

  static void reloginRequired(ZoneState state, AgentReloginRequired e) {
    state.changeAgent(e.getAgentId(), agent -> agent.setReloginRequired(true));
  }
}
