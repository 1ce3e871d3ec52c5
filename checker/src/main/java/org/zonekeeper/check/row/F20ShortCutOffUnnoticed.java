package org.zonekeeper.check.row;

import java.util.List;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Frame;
import org.zonekeeper.check.run.Ownership;
import org.zonekeeper.check.run.Run;

/** F20: cut off for less than the threshold, the same owner carries on; nobody is told anything. */
public final class F20ShortCutOffUnnoticed extends RunJudge {
  /** What comes of a cut-off comes within this time of its end. */
  private static final long AFTERMATH_MS = 3000;

  /** Between the log line and the signal's taking hold, and back. */
  private static final long SIGNAL_MS = 100;

  private static final Set<String> NOTICES = Set.of("POMNotAvailable", "POMAvailable");

  /** Of one run. */
  public F20ShortCutOffUnnoticed(Run run) {
    super("F20", "a short cut-off: the same AM carries on, nobody is told", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<LogLine> cutOffs = run.incidents().of("cut-off");
    int zones = 0;
    for (LogLine cutOff : cutOffs) {
      for (String zone : run.journal().zones()) {
        if (Ownership.ownerAt(run.journal(), zone, cutOff.at())
            .filter(cutOff.text("agentManager")::equals)
            .isPresent()) {
          zones++;
          judge(run, zone, cutOff, findings);
        }
      }
    }
    findings.exercised(zones, "owner of a zone was cut off for a short while");
  }

  private static void judge(Run run, String zone, LogLine cutOff, Findings findings) {
    long from = cutOff.at();
    long until = cutOff.number("until");
    long end = endOfAftermath(run, until);
    List<JournalEntry> events = run.journal().of(zone);
    findings.require(
        events.stream().noneMatch(e -> e.at() > from + SIGNAL_MS && e.at() < until - SIGNAL_MS),
        "not exercised: %s went on writing events while its owner was cut off".formatted(zone));
    events.stream()
        .filter(entry -> entry.at() >= from && entry.at() <= end)
        .filter(entry -> Ownership.broughtInBy(entry).isPresent())
        .forEach(entry -> findings.fault("a short cut-off changed the owner: " + entry));
    findings.require(
        events.stream().anyMatch(entry -> entry.at() >= until),
        "%s wrote nothing more after the cut-off".formatted(zone));
    for (String type : NOTICES) {
      for (Frame frame : run.desktops().heard(type)) {
        findings.require(
            !frame.text("zone").equals(zone) || frame.at() < from || frame.at() > end,
            "%s got a %s for a short cut-off".formatted(frame.who(), type));
      }
    }
    findings.proof(
        "%s: %s frozen for %d ms; no event, no notice, same epoch afterwards"
            .formatted(zone, cutOff.text("agentManager"), until - from));
  }

  /** Whatever is done to the system next has its own consequences. */
  private static long endOfAftermath(Run run, long until) {
    long next =
        run.incidents().failures().stream()
            .mapToLong(LogLine::at)
            .filter(at -> at > until)
            .min()
            .orElse(Long.MAX_VALUE);
    return Math.min(until + AFTERMATH_MS, next - 1);
  }
}
