package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import java.util.Optional;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.schemas.command.ForceLogOff;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.ReportDesktopLost;
import org.zonekeeper.schemas.command.ReportDesktopResumed;
import org.zonekeeper.schemas.command.ReportDoubleLogOn;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.AgentLogOffPending;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.DesktopResumed;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;

/** Decides who is logged on. Stateless. */
final class Sessions {
  private Sessions() {}

  static CommandVerdict logOn(LogOn c, Decision draft) {
    if (c.getAgentId().isBlank() || c.getExtension().isBlank()) {
      return refused(
          RefusalReason.INVALID_PARAMETER, "agent and extension must both be given, not blank");
    }
    Optional<String> fault = Skills.fault("skills", c.getSkills());
    if (fault.isPresent()) {
      return refused(RefusalReason.INVALID_PARAMETER, fault.get());
    }
    Optional<String> user =
        draft
            .zone()
            .agentIndex()
            .byExtension(c.getExtension())
            .filter(agentId -> !agentId.equals(c.getAgentId()));
    if (user.isPresent()) {
      return refused(
          RefusalReason.EXTENSION_IN_USE,
          "extension %s is in use by agent %s; log on with another one",
          c.getExtension(),
          user.get());
    }
    Optional<AgentRecord> present = draft.zone().agent(c.getAgentId());
    if (present.isPresent() && !c.getForce()) {
      return refused(
          RefusalReason.ALREADY_LOGGED_ON,
          "agent %s is logged on already, on extension %s; log on by force to end that session",
          c.getAgentId(),
          present.get().getExtension());
    }
    int most = draft.capacity().agents();
    if (present.isEmpty() && draft.zone().agents().size() >= most) {
      return refused(
          RefusalReason.ZONE_FULL,
          "zone %s has all of its %d agents; log on when one has left, or raise capacity.agents",
          draft.zone().zone().getZone(),
          most);
    }
    present.ifPresent(agent -> AgentSteps.endedByForce(draft, agent, LogOffGrounds.FORCED_LOGON));
    draft.add(
        new AgentLoggedOn(
            c.getAgentId(),
            c.getExtension(),
            c.getSessionId(),
            c.getLocale(),
            c.getSkills(),
            c.getHolder(),
            c.getMovedFrom(),
            c.getNailupAsked()));
    if (!c.getNailupAsked() || c.getMovedFrom() != null) {
      draft.add(
          new AgentNailupChanged(c.getAgentId(), c.getExtension(), NailupState.PENDING_NAILUP));
    }
    if (c.getReady()) {
      draft.add(new AgentStateChanged(c.getAgentId(), AgentState.READY, null));
    }
    return accepted();
  }

  static CommandVerdict logOff(LogOff c, AgentRecord agent, Decision draft) {
    if (agent.getLogOffPending()) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "agent %s is to be logged off already when the call in hand is wrapped up",
          agent.getAgentId());
    }
    Optional<CallRecord> offered = Previews.offered(agent, draft);
    if (offered.isPresent()) {
      Previews.returned(offered.get(), ContactReturnGrounds.AGENT_GONE, draft);
      AgentSteps.loggedOff(draft, agent, LogOffGrounds.REQUESTED);
    } else if (agent.getCallId() == null) {
      AgentSteps.loggedOff(draft, agent, LogOffGrounds.REQUESTED);
    } else {
      draft.add(new AgentLogOffPending(agent.getAgentId()));
    }
    return accepted();
  }

  /** Of anybody who is logged on, even of an agent who could do nothing else (F19). */
  static CommandVerdict forceLogOff(ForceLogOff c, Decision draft) {
    Optional<AgentRecord> agent = draft.zone().agent(c.getAgentId());
    if (agent.isEmpty()) {
      return refused(
          RefusalReason.UNKNOWN_AGENT,
          "agent %s is not logged on in zone %s",
          c.getAgentId(),
          draft.zone().zone().getZone());
    }
    AgentSteps.endedByForce(draft, agent.get(), LogOffGrounds.SUPERVISOR, c.getGrounds());
    return accepted();
  }

  /** Only whoever holds the session can say that it is lost. */
  static CommandVerdict desktopLost(ReportDesktopLost c, AgentRecord agent, Decision draft) {
    if (!agent.getSessionId().equals(c.getSessionId())) {
      return over(c.getSessionId(), agent);
    }
    if (!c.getGateway().isEmpty() && !c.getGateway().equals(gatewayOf(agent))) {
      return refused(
          RefusalReason.STATE_NOT_ALLOWED,
          "session %s of agent %s was resumed at gateway %s and is not lost",
          c.getSessionId(),
          agent.getAgentId(),
          gatewayOf(agent));
    }
    AgentSteps.endedByForce(draft, agent, LogOffGrounds.DESKTOP_LOST);
    return accepted();
  }

  /** Told again after each lost answer, so it may have been done. */
  static CommandVerdict desktopResumed(ReportDesktopResumed c, AgentRecord agent, Decision draft) {
    if (!agent.getSessionId().equals(c.getSessionId())) {
      return over(c.getSessionId(), agent);
    }
    if (!c.getGateway().equals(gatewayOf(agent))) {
      draft.add(
          new DesktopResumed(
              c.getAgentId(), c.getSessionId(), c.getGateway(), c.getResumeGraceMs()));
    }
    return accepted();
  }

  /** The world has one of each agent and of each extension; which log-on came first is known. */
  static CommandVerdict doubleLogOn(ReportDoubleLogOn c, AgentRecord agent, Decision draft) {
    if (!agent.getSessionId().equals(c.getSessionId())) {
      return over(c.getSessionId(), agent);
    }
    AgentSteps.endedByForce(draft, agent, LogOffGrounds.LOGGED_ON_IN_OTHER_ZONE);
    return accepted();
  }

  /** X7: the gateway is gone, and the desktop came back at no other one within its grace. */
  static void gatewayLost(AgentRecord agent, Decision draft) {
    AgentSteps.endedByForce(draft, agent, LogOffGrounds.DESKTOP_LOST);
  }

  private static String gatewayOf(AgentRecord agent) {
    return agent.getHolder() == null ? "" : agent.getHolder().getGateway();
  }

  private static CommandVerdict over(String sessionId, AgentRecord agent) {
    return refused(
        RefusalReason.STATE_NOT_ALLOWED,
        "session %s of agent %s is over already; the agent's session now is %s",
        sessionId,
        agent.getAgentId(),
        agent.getSessionId());
  }
}
