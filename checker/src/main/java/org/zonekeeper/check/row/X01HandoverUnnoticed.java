package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Ownership;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * X1: a planned handover is unnoticed: no POMNotAvailable, no command refused for it, no call
 * marked, nothing that the platform reported lost.
 */
public final class X01HandoverUnnoticed extends RunJudge {
  /** Facts about calls: each shows in the journal, as its effect or as unmatched. */
  private static final Set<String> FACTS_OF_CALLS =
      Set.of("AttemptStarted", "LiveVoiceDetected", "AgentBridged", "LineDisconnected");

  /** Of one run. */
  public X01HandoverUnnoticed(Run run) {
    super("X1", "a planned handover is not noticed by anyone", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<Long> silences = new ArrayList<>();
    int facts = 0;
    for (LogLine stopping : run.incidents().of("stopping")) {
      long end =
          run.incidents().of("stopped").stream()
                  .mapToLong(LogLine::at)
                  .filter(at -> at >= stopping.at())
                  .min()
                  .orElse(stopping.at())
              + Unnoticed.AFTERMATH_MS;
      for (String zone : run.journal().zones()) {
        if (Ownership.ownerAt(run.journal(), zone, stopping.at())
            .filter(stopping.text("agentManager")::equals)
            .isPresent()) {
          handedOver(run, zone, stopping, end, findings).ifPresent(silences::add);
          new Unnoticed(zone, stopping.at(), end, OptionalLong.empty(), "a planned handover")
              .judge(run, findings);
          facts += nothingLost(run, zone, stopping.at(), end, findings);
        }
      }
    }
    findings.exercised(silences.size(), "zone was handed over by an owner that stopped");
    findings.proof(
        "%d zones handed over, longest silence %s; 0 notices, 0 refusals, 0 marks, %d facts kept"
            .formatted(silences.size(), Figures.spread(silences), facts));
  }

  private static Optional<Long> handedOver(
      Run run, String zone, LogLine stopping, long end, Findings findings) {
    List<JournalEntry> events = run.journal().of(zone);
    List<JournalEntry> changes =
        events.stream()
            .filter(entry -> entry.at() >= stopping.at() && entry.at() <= end)
            .filter(entry -> Ownership.broughtInBy(entry).isPresent())
            .toList();
    findings.require(
        !changes.isEmpty() && changes.stream().allMatch(entry -> entry.is(ZoneHandedOver.class)),
        "%s should change hands by handovers alone; it had %s".formatted(zone, changes));
    changes.stream()
        .filter(entry -> entry.is(ZoneTakenOver.class))
        .map(entry -> (ZoneTakenOver) entry.event())
        .forEach(
            taken ->
                findings.fault(
                    "the planned stop was judged an outage of %s: %s"
                        .formatted(zone, taken.getGrounds())));
    return changes.stream()
        .filter(entry -> entry.is(ZoneHandedOver.class))
        .findFirst()
        .map(handed -> silence(events, handed));
  }

  private static long silence(List<JournalEntry> events, JournalEntry handed) {
    return events.stream()
        .filter(entry -> entry.sequence() < handed.sequence())
        .mapToLong(JournalEntry::at)
        .max()
        .stream()
        .map(before -> handed.at() - before)
        .findFirst()
        .orElse(0);
  }

  private static int nothingLost(Run run, String zone, long from, long end, Findings findings) {
    int facts = 0;
    for (LogLine fact : run.platform(zone, "fact")) {
      if (fact.at() >= from
          && fact.at() <= end - Unnoticed.AFTERMATH_MS
          && FACTS_OF_CALLS.contains(fact.text("type"))) {
        facts++;
        String id = fact.json().path("header").path("factId").asText("");
        findings.require(
            !run.journal().causedBy(id).isEmpty(),
            "%s %s of %s, reported during the handover, is nowhere in the journal"
                .formatted(fact.text("type"), id, zone));
      }
    }
    return facts;
  }
}
