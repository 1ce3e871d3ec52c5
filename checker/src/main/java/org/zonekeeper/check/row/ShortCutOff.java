package org.zonekeeper.check.row;

import java.util.List;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Frame;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Ownership;
import org.zonekeeper.check.story.Story;

/** F20: cut off for less than the threshold, the same owner carries on; nobody is told anything. */
public final class ShortCutOff implements Judge {
  /** What comes of a cut-off comes within this time of its end. */
  private static final long AFTERMATH_MS = 3000;

  /** Between the log line and the signal's taking hold, and back. */
  private static final long SIGNAL_MS = 100;

  private static final Set<String> NOTICES = Set.of("POMNotAvailable", "POMAvailable");

  @Override
  public String id() {
    return "F20";
  }

  @Override
  public String title() {
    return "a short cut-off: the same AM carries on, nobody is told";
  }

  @Override
  public void judge(Story story, Findings findings) {
    List<LogLine> cutOffs = story.incidents().of("cut-off");
    int zones = 0;
    for (LogLine cutOff : cutOffs) {
      for (String zone : story.journal().zones()) {
        if (Ownership.ownerAt(story.journal(), zone, cutOff.at())
            .filter(cutOff.text("agentManager")::equals)
            .isPresent()) {
          zones++;
          judge(story, zone, cutOff, findings);
        }
      }
    }
    findings.exercised(zones, "owner of a zone was cut off for a short while");
  }

  private static void judge(Story story, String zone, LogLine cutOff, Findings findings) {
    long from = cutOff.at();
    long until = cutOff.number("until");
    long end = endOfAftermath(story, until);
    List<JournalEntry> events = story.journal().of(zone);
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
      for (Frame frame : story.desktops().heard(type)) {
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
  private static long endOfAftermath(Story story, long until) {
    long next =
        story.incidents().failures().stream()
            .mapToLong(LogLine::at)
            .filter(at -> at > until)
            .min()
            .orElse(Long.MAX_VALUE);
    return Math.min(until + AFTERMATH_MS, next - 1);
  }
}
