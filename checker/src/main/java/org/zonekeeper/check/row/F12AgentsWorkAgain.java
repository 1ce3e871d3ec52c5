package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.journal.AgentReloginRequired;

/** F12: agents work from the desktop again, without a new log-on. */
public final class F12AgentsWorkAgain extends RunJudge {
  /** An agent's refusals that say: you are not let in, or not yet. */
  private static final Set<String> SHUT_OUT =
      Set.of("ZONE_NOT_AVAILABLE", "NOT_LOGGED_ON", "RELOGIN_REQUIRED", "SESSION_UNKNOWN");

  /** Answers to the new owner's question are not yet work. */
  private static final Set<String> NO_WORK = Set.of("GetAgentStatusResponse");

  /** Of one run. */
  public F12AgentsWorkAgain(Run run) {
    super("F12", "agents work again without a new log-on", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    int agents = 0;
    int worked = 0;
    for (Outage outage : run.incidents().mended()) {
      for (String agent : outage.agents()) {
        if (run.incidents().lies(agent) || mustLogOnAnew(run, agent)) {
          continue;
        }
        agents++;
        worked += works(run, outage, agent, findings) ? 1 : 0;
      }
    }
    findings.exercised(agents, "honest agent was logged on during an outage");
    findings.require(
        worked * 2 >= agents,
        "only %d of %d agents did anything after the takeover".formatted(worked, agents));
    findings.proof(
        "%d of %d agents had commands accepted after POMAvailable, none logged on anew"
            .formatted(worked, agents));
  }

  /** F19: of whose call the Disconnect was lost. */
  private static boolean mustLogOnAnew(Run run, String agent) {
    return run.journal().agent(agent).stream()
        .anyMatch(
            entry ->
                entry.event() instanceof AgentReloginRequired required
                    && run.incidents().lostDisconnect(required.getCallId()));
  }

  private static boolean works(Run run, Outage outage, String agent, Findings findings) {
    Optional<Frame> available =
        run.desktops().heardBy(agent, "POMAvailable").stream()
            .filter(frame -> outage.mayBeToldAt(frame.at()))
            .findFirst();
    if (available.isEmpty()) {
      return false; // F10 says so.
    }
    List<Exchange> said =
        run.desktops().saidBy(agent).stream()
            .filter(exchange -> exchange.command().order() > available.get().order())
            .filter(exchange -> exchange.sentAt() < outage.until())
            .filter(exchange -> !NO_WORK.contains(exchange.type()))
            .toList();
    for (Exchange exchange : said) {
      if (exchange.accepted() && !exchange.type().equals("AGTLogon")) {
        return true;
      }
      findings.require(
          !exchange.type().equals("AGTLogon"),
          "%s had to log on anew after the outage of %s".formatted(agent, outage.zone()));
      findings.require(
          !SHUT_OUT.contains(exchange.reason()),
          "%s was refused after POMAvailable: %s".formatted(exchange, exchange.reason()));
    }
    return false;
  }
}
