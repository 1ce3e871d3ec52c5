package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.journal.AgentReloginRequired;
import org.zonekeeper.schemas.journal.CallCompleted;

/**
 * F19: where the Disconnect never arrives, the agent can do nothing until a forced log-on; the call
 * then gets DESKTOP_ERROR.
 */
public final class F19LostDisconnectFound extends RunJudge {
  /** Of one run. */
  public F19LostDisconnectFound(Run run) {
    super("F19", "a lost Disconnect: nothing works until a forced log-on", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<LogLine> lost = run.incidents().of("lost-disconnect");
    findings.exercised(lost.size(), "Disconnect was lost");
    lost.forEach(line -> judge(run, line.text("call"), line.text("agent"), findings));
  }

  /** Whoever had the call when its Disconnect was lost may have passed it on. */
  private static void judge(Run run, String call, String before, Findings findings) {
    Optional<JournalEntry> required =
        run.journal().call(call).flatMap(known -> known.first(AgentReloginRequired.class));
    if (required.isEmpty()) {
      findings.fault(
          "the lost Disconnect of call %s with agent %s was not found out".formatted(call, before));
      return;
    }
    String agent = ((AgentReloginRequired) required.get().event()).getAgentId();
    findings.require(
        run.desktops().heardBy(agent, "AGTReloginRequired").stream()
            .anyMatch(frame -> frame.text("call").equals(call)),
        "%s was not told to log on anew".formatted(agent));
    Optional<Exchange> logOn = forcedLogOn(run, agent, required.get().at());
    findings.require(
        logOn.filter(Exchange::accepted).isPresent(),
        "%s did not get in by a forced log-on".formatted(agent));
    long until = logOn.map(Exchange::sentAt).orElse(Long.MAX_VALUE);
    List<Exchange> attempts =
        run.desktops().saidBy(agent).stream()
            .filter(exchange -> onRecordAfter(run, exchange, required.get().sequence()))
            .filter(exchange -> exchange.sentAt() < until)
            .filter(exchange -> !exchange.type().equals("GetAgentStatusResponse"))
            .toList();
    findings.exercised(attempts.size(), "command of %s before its new log-on".formatted(agent));
    attempts.stream()
        .filter(exchange -> !exchange.reason().equals("RELOGIN_REQUIRED"))
        .forEach(exchange -> findings.fault(exchange + " was not refused with RELOGIN_REQUIRED"));
    String code =
        run.journal()
            .call(call)
            .flatMap(known -> known.completed())
            .map(CallCompleted::getCompletionCode)
            .orElse("none");
    findings.require(
        code.equals("DESKTOP_ERROR"), "call %s ended with the code %s".formatted(call, code));
    findings.proof(
        "%s: call %s lost its Disconnect; %d commands refused, forced log-on, then %s"
            .formatted(agent, call, attempts.size(), code));
  }

  private static boolean onRecordAfter(Run run, Exchange exchange, long sequence) {
    return run.journal().causedBy(exchange.commandId()).stream()
        .anyMatch(entry -> entry.sequence() > sequence);
  }

  private static Optional<Exchange> forcedLogOn(Run run, String agent, long from) {
    return run.desktops().saidBy(agent).stream()
        .filter(exchange -> exchange.type().equals("AGTLogon") && exchange.sentAt() >= from)
        .filter(exchange -> exchange.command().message().path("force").asBoolean())
        .findFirst();
  }
}
