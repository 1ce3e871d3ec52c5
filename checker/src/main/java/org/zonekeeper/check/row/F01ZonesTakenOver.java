package org.zonekeeper.check.row;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.evidence.LogLine;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.run.Outage;
import org.zonekeeper.check.run.Ownership;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/** F1: another Agent Manager takes over all zones of the dead one; other zones are untouched. */
public final class F01ZonesTakenOver extends RunJudge {
  /** Of one run. */
  public F01ZonesTakenOver(Run run) {
    super("F1", "another AM takes over all zones, no other zone is touched", run);
  }

  @Override
  void judge(Run run, Findings findings) {
    List<Outage> outages =
        run.incidents().failures().stream()
            .flatMap(failure -> run.incidents().outagesOf(failure).stream())
            .toList();
    findings.exercised(outages.size(), "Agent Manager that owned a zone died");
    List<Long> took = new ArrayList<>();
    for (Outage outage : outages) {
      judge(run, outage, findings);
      outage.takenOver().ifPresent(taken -> took.add(taken.getHeader().getAt() - outage.beganAt()));
    }
    run.incidents().failures().forEach(failure -> untouched(run, failure, findings));
    unexplained(run, findings);
    long silences = run.incidents().outages().stream().filter(Outage::ownSilence).count();
    if (silences > 0) {
      findings.proof(
          "%d times an owner was too silent by itself, and kept its zone".formatted(silences));
    }
    if (!outages.isEmpty()) {
      findings.proof(
          "%s; kill to takeover %s"
              .formatted(
                  outages.stream()
                      .map(F01ZonesTakenOver::inWords)
                      .collect(Collectors.joining(", ")),
                  Figures.spread(took)));
    }
  }

  private static String inWords(Outage outage) {
    return outage
        .takenOver()
        .map(
            taken ->
                "%s %s->%s epoch %d"
                    .formatted(
                        outage.zone(),
                        outage.victim(),
                        taken.getOwner().getAgentManager(),
                        taken.getHeader().getEpoch()))
        .orElse(outage.zone() + " lost");
  }

  private static void judge(Run run, Outage outage, Findings findings) {
    List<ZoneTakenOver> takeovers =
        run.journal().of(outage.zone(), ZoneTakenOver.class).stream()
            .filter(event -> outage.mayBeToldAt(event.getHeader().getAt()))
            .toList();
    findings.require(
        takeovers.size() == 1,
        "zone %s of %s has %d takeovers, not 1"
            .formatted(outage.zone(), outage.victim(), takeovers.size()));
    for (ZoneTakenOver taken : takeovers) {
      findings.require(
          taken.getPreviousOwner().getAgentManager().equals(outage.victim()),
          "%s was taken over from %s, not from %s"
              .formatted(
                  outage.zone(), taken.getPreviousOwner().getAgentManager(), outage.victim()));
      findings.require(
          !taken.getOwner().getAgentManager().equals(outage.victim()),
          "%s was taken over by the victim %s itself".formatted(outage.zone(), outage.victim()));
      long before = epochBefore(run, outage.zone(), taken.getHeader().getSequence());
      findings.require(
          taken.getHeader().getEpoch() == before + 1,
          "%s went from epoch %d to %d"
              .formatted(outage.zone(), before, taken.getHeader().getEpoch()));
    }
    findings.require(
        outage.available().isPresent(), "zone %s never became available".formatted(outage.zone()));
  }

  private static long epochBefore(Run run, String zone, long sequence) {
    return run.journal().of(zone).stream()
        .filter(entry -> entry.sequence() < sequence)
        .mapToLong(JournalEntry::epoch)
        .max()
        .orElse(0);
  }

  /** From the failure to the last zone's being available, no other zone changes its owner. */
  private static void untouched(Run run, LogLine failure, Findings findings) {
    List<Outage> outages = run.incidents().outagesOf(failure);
    List<String> victims = outages.stream().map(Outage::zone).toList();
    long end =
        outages.stream()
            .flatMap(outage -> outage.available().stream())
            .map(ZoneAvailable::getHeader)
            .mapToLong(header -> header.getAt())
            .max()
            .orElse(failure.at());
    run.journal()
        .all()
        .filter(entry -> !victims.contains(entry.zone()))
        .filter(entry -> entry.at() >= failure.at() && entry.at() <= end)
        .filter(entry -> Ownership.broughtInBy(entry).isPresent())
        .forEach(entry -> findings.fault("untouched zone changed its owner: " + entry));
  }

  private static void unexplained(Run run, Findings findings) {
    run.journal().all(ZoneTakenOver.class).stream()
        .filter(
            taken ->
                run.incidents().outages().stream()
                    .flatMap(outage -> outage.takenOver().stream())
                    .noneMatch(known -> known.getHeader().equals(taken.getHeader())))
        .forEach(
            taken ->
                findings.fault(
                    "takeover of %s, epoch %d, without a failure (%s)"
                        .formatted(
                            taken.getHeader().getZone(),
                            taken.getHeader().getEpoch(),
                            taken.getGrounds())));
  }
}
