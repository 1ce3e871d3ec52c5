package org.zonekeeper.domain.decide;

import static org.zonekeeper.domain.decide.CommandVerdict.accepted;
import static org.zonekeeper.domain.decide.CommandVerdict.refused;

import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.PendingCheck;

/** F18: after a takeover every desktop must know the state that the zone knows. Stateless. */
final class DesktopChecks {

  private record States(AgentState agent, CallState call, NailupState nailup) {
    static States of(AgentRecord agent) {
      return new States(agent.getAgentState(), agent.getCallState(), agent.getNailup());
    }

    static States of(PendingCheck check) {
      return new States(check.getAgentState(), check.getCallState(), check.getNailup());
    }

    static States of(ReportAgentStatus report) {
      return new States(report.getAgentState(), report.getCallState(), report.getNailup());
    }

    @Override
    public String toString() {
      return agent + "/" + call + "/" + nailup;
    }
  }

  private DesktopChecks() {}

  static void request(AgentRecord agent, long timeoutMillis, Decision draft) {
    draft.add(
        new DesktopCheckRequested(
            agent.getAgentId(),
            draft.nextId(),
            agent.getAgentState(),
            agent.getCallState(),
            agent.getNailup(),
            draft.now() + timeoutMillis));
  }

  /** Right is who knows the state at the time of asking, or the one it has become since. */
  static CommandVerdict report(ReportAgentStatus c, AgentRecord agent, Decision draft) {
    // A check of before the last outage is void: the desktop is asked anew.
    PendingCheck check =
        agent.getAskedInEpoch() < draft.zone().zone().getLastOutageEpoch()
            ? null
            : agent.getCheck();
    if (check == null || !check.getCheckId().equals(c.getCheckId())) {
      return refused(
          RefusalReason.STALE_CHECK,
          "check %s of agent %s is not open; open: %s",
          c.getCheckId(),
          agent.getAgentId(),
          check == null ? "none" : check.getCheckId());
    }
    States reported = States.of(c);
    if (reported.equals(States.of(check)) || reported.equals(States.of(agent))) {
      draft.add(new DesktopCheckPassed(agent.getAgentId(), check.getCheckId()));
    } else {
      failed(
          agent,
          "expected %s (agent/call/nail-up), the desktop reported %s"
              .formatted(States.of(agent), reported),
          draft);
    }
    return accepted();
  }

  static void timedOut(AgentRecord agent, Decision draft) {
    failed(
        agent,
        "expected %s, the desktop did not answer in time".formatted(States.of(agent)),
        draft);
  }

  private static void failed(AgentRecord agent, String text, Decision draft) {
    draft.add(new DesktopCheckFailed(agent.getAgentId(), agent.getCheck().getCheckId(), text));
    AgentSteps.endedByForce(draft, agent, LogOffGrounds.DESKTOP_ERROR);
  }
}
