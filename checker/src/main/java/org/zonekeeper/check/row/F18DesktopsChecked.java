package org.zonekeeper.check.row;

import java.util.List;
import java.util.Optional;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.CallHistory;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.DesktopCheckFailed;
import org.zonekeeper.schemas.journal.DesktopCheckPassed;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.LogOffGrounds;

/**
 * F18: every desktop is asked for its state after the takeover. Who agrees works on; who lies is
 * logged off by force, a call in hand gets DESKTOP_ERROR, and a new log-on is needed.
 */
public final class F18DesktopsChecked extends RunJudge {
  /** Of one run. */
  public F18DesktopsChecked(Run run) {
    super("F18", "desktops' states are compared; a lying one is logged off", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    int asked = 0;
    for (Outage outage : run.incidents().mended()) {
      for (String agent : outage.agents()) {
        asked += asked(run, outage, agent, findings) ? 1 : 0;
      }
    }
    findings.exercised(asked, "desktop was asked after a takeover");
    int liars = 0;
    for (LogLine lie : run.incidents().of("lying-desktop")) {
      liars += lied(run, lie.text("agent"), findings);
    }
    findings.exercised(liars, "desktop lied about its state");
    findings.proof("%d desktops asked, %d passed".formatted(asked, asked - liars));
  }

  /** Asked once, after the end of the outage; an honest desktop passes unless it left meanwhile. */
  private static boolean asked(Run run, Outage outage, String agent, Findings findings) {
    List<JournalEntry> after =
        run.journal().agent(agent).stream()
            .filter(entry -> entry.sequence() > outage.availableSequence())
            .filter(entry -> entry.epoch() == outage.available().get().getHeader().getEpoch())
            .toList();
    List<DesktopCheckRequested> requests =
        after.stream()
            .filter(entry -> entry.is(DesktopCheckRequested.class))
            .map(entry -> (DesktopCheckRequested) entry.event())
            .toList();
    if (requests.isEmpty() && leftBy(after)) {
      return false;
    }
    findings.require(
        requests.size() == 1,
        "%s was asked %d times after the takeover of %s, not once"
            .formatted(agent, requests.size(), outage.zone()));
    if (requests.size() != 1) {
      return false;
    }
    String check = requests.getFirst().getCheckId();
    findings.require(
        run.desktops().heardBy(agent, "GetAgentStatus").stream()
            .anyMatch(frame -> frame.text("check").equals(check)),
        "%s's desktop never got the question %s".formatted(agent, check));
    if (!run.incidents().lies(agent)) {
      boolean passed =
          after.stream()
              .anyMatch(
                  entry ->
                      entry.event() instanceof DesktopCheckPassed ok
                          && ok.getCheckId().equals(check));
      findings.require(
          passed || leftBy(after), "the honest desktop of %s did not pass".formatted(agent));
    }
    return true;
  }

  private static boolean leftBy(List<JournalEntry> after) {
    return after.stream()
        .anyMatch(
            entry ->
                entry.event() instanceof AgentLoggedOff off
                    && off.getGrounds() != LogOffGrounds.DESKTOP_ERROR);
  }

  private static int lied(Run run, String agent, Findings findings) {
    Optional<JournalEntry> failed =
        run.journal().agent(agent).stream()
            .filter(entry -> entry.is(DesktopCheckFailed.class))
            .findFirst();
    if (failed.isEmpty()) {
      findings.fault("the lying desktop of %s was believed".formatted(agent));
      return 0;
    }
    long at = failed.get().sequence();
    Optional<JournalEntry> loggedOff =
        run.journal().agent(agent).stream()
            .filter(entry -> entry.sequence() > at)
            .filter(
                entry ->
                    entry.event() instanceof AgentLoggedOff off
                        && off.getGrounds() == LogOffGrounds.DESKTOP_ERROR)
            .findFirst();
    findings.require(
        loggedOff.isPresent(), "the lying agent %s was not logged off by force".formatted(agent));
    List<Frame> told =
        run.desktops().heardBy(agent, "AGTAgentLoggedOut").stream()
            .filter(frame -> frame.text("grounds").equals("DESKTOP_ERROR"))
            .toList();
    findings.require(!told.isEmpty(), agent + " was not told that it was logged off by force");
    String call = callInHand(run, failed.get(), agent, findings);
    findings.require(
        told.isEmpty()
            || run.desktops().saidBy(agent).stream()
                .anyMatch(
                    exchange ->
                        exchange.type().equals("AGTLogon")
                            && exchange.accepted()
                            && exchange.command().order() > told.getFirst().order()),
        agent + " never logged on again after being logged off by force");
    findings.proof("%s lied: logged off, %s, logged on again".formatted(agent, call));
    return 1;
  }

  private static String callInHand(Run run, JournalEntry failed, String agent, Findings findings) {
    Optional<CallHistory> inHand =
        run.journal().callsOf(failed.zone()).stream()
            .filter(call -> !call.hasBefore(CallCompleted.class, failed.sequence()))
            .filter(call -> call.ownerBefore(failed.sequence()).filter(agent::equals).isPresent())
            .findFirst();
    if (inHand.isEmpty()) {
      return "no call in hand";
    }
    String code = inHand.get().completed().map(CallCompleted::getCompletionCode).orElse("none");
    findings.require(
        code.equals("DESKTOP_ERROR"),
        "call %s in the lying agent's hand got the code %s".formatted(inHand.get().id(), code));
    return "call %s got %s".formatted(inHand.get().id(), code);
  }
}
