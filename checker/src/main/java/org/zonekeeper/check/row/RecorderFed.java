package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Outage;
import org.zonekeeper.check.story.Story;

/** F16: the recorder has the zones' events, in order, no gap, no duplicate, the new owner's too. */
public final class RecorderFed implements Judge {
  /** What the contract with recorders says is sent to them, and as what. */
  private static final Map<String, String> SENT =
      Map.ofEntries(
          Map.entry("ZoneTakenOver", "ZoneAvailabilityChanged"),
          Map.entry("ZoneHandedOver", "ZoneAvailabilityChanged"),
          Map.entry("ZoneAvailable", "ZoneAvailabilityChanged"),
          Map.entry("AgentLoggedOn", "AgentSessionBegan"),
          Map.entry("AgentLoggedOff", "AgentSessionEnded"),
          Map.entry("AgentStateChanged", "AgentAvailabilityChanged"),
          Map.entry("CallAnswered", "CallStarted"),
          Map.entry("CallConnected", "AgentJoinedCall"),
          Map.entry("CallHeld", "CallPutOnHold"),
          Map.entry("CallUnheld", "CallTakenOffHold"),
          Map.entry("CallRecordingPaused", "RecordingPaused"),
          Map.entry("CallRecordingResumed", "RecordingResumed"),
          Map.entry("CallDisconnected", "CallEnded"),
          Map.entry("CallMarkedNuisance", "CallFlaggedNuisance"),
          Map.entry("CallCompleted", "CallDispositioned"),
          Map.entry("LiveCallAnnounced", "CallUnderWay"));

  /** As what recorders are sent the event; empty text: they are not. */
  public static String sentAs(JournalEntry entry) {
    return SENT.getOrDefault(entry.type(), "");
  }

  /** Whether recorders are sent the event. */
  public static boolean isSent(JournalEntry entry) {
    return SENT.containsKey(entry.type());
  }

  @Override
  public String id() {
    return "F16";
  }

  @Override
  public String title() {
    return "the recorder gets the new owner's events, no gap, no duplicate";
  }

  @Override
  public void judge(Story story, Findings findings) {
    int sent = 0;
    for (String zone : story.journal().zones()) {
      List<JournalEntry> owed =
          story.journal().of(zone).stream().filter(RecorderFed::isSent).toList();
      List<LogLine> had =
          story.recorder().stream()
              .filter(line -> line.kind().equals("event") && line.zone().equals(zone))
              // It may have more than the journal had when it was read.
              .filter(line -> line.number("sequence") <= lastSequence(story, zone))
              .toList();
      sent += had.size();
      compare(zone, owed, had, findings);
      chained(zone, had, findings);
    }
    int fromNewOwners = 0;
    for (Outage outage : story.incidents().mendedFailures()) {
      fromNewOwners += ofNewOwner(story, outage, findings);
    }
    findings.exercised(fromNewOwners, "event of a new owner reached the recorder");
    findings.proof(
        "%d events, same as the journal's, in order, each once; %d from new owners"
            .formatted(sent, fromNewOwners));
  }

  private static long lastSequence(Story story, String zone) {
    return story.journal().of(zone).getLast().sequence();
  }

  private static void compare(
      String zone, List<JournalEntry> owed, List<LogLine> had, Findings findings) {
    List<Long> wanted = owed.stream().map(JournalEntry::sequence).toList();
    List<Long> got = had.stream().map(line -> line.number("sequence")).toList();
    if (!wanted.equals(got)) {
      List<Long> missing = new ArrayList<>(wanted);
      missing.removeAll(Set.copyOf(got));
      List<Long> extra = new ArrayList<>(got);
      wanted.forEach(extra::remove);
      findings.fault(
          "%s: recorder has %d events, journal %d; missing %s, extra %s%s"
              .formatted(
                  zone,
                  got.size(),
                  wanted.size(),
                  few(missing),
                  few(extra),
                  missing.isEmpty() && extra.isEmpty() ? ", order differs" : ""));
      return;
    }
    for (int i = 0; i < owed.size(); i++) {
      same(owed.get(i), had.get(i), findings);
    }
  }

  private static void same(JournalEntry owed, LogLine had, Findings findings) {
    findings.require(
        had.text("type").equals(SENT.get(owed.type())) && had.number("epoch") == owed.epoch(),
        "%s reached the recorder as %s, epoch %d"
            .formatted(owed, had.text("type"), had.number("epoch")));
    String code = owed.event().getOptionalCompletionCode().orElse("");
    findings.require(
        code.equals(had.json().path("data").path("completionCode").asText("")),
        "%s: the recorder has another completion code".formatted(owed));
  }

  /** Each event names the one sent before it, so that a recorder sees a gap by itself. */
  private static void chained(String zone, List<LogLine> had, Findings findings) {
    long previous = 0;
    for (LogLine line : had) {
      findings.require(
          line.number("previous") == previous,
          "%s/%d names %d as the event before it, the recorder had %d"
              .formatted(zone, line.number("sequence"), line.number("previous"), previous));
      previous = line.number("sequence");
    }
  }

  private static int ofNewOwner(Story story, Outage outage, Findings findings) {
    long epoch = outage.takenOver().orElseThrow().getHeader().getEpoch();
    List<LogLine> lines =
        story.recorder().stream()
            .filter(line -> line.zone().equals(outage.zone()))
            .filter(line -> line.number("epoch") == epoch)
            .toList();
    Set<String> types = lines.stream().map(line -> line.text("type")).collect(Collectors.toSet());
    findings.require(
        types.contains("AgentAvailabilityChanged") && types.contains("CallDispositioned"),
        "the recorder has no availability or completion code from %s's new owner, only %s"
            .formatted(outage.zone(), types));
    return lines.size();
  }

  private static String few(List<Long> sequences) {
    return sequences.size() <= 3
        ? sequences.toString()
        : sequences.subList(0, 3) + " and " + (sequences.size() - 3) + " more";
  }
}
