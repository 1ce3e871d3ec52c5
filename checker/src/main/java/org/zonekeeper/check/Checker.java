package org.zonekeeper.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.judge.Judge;
import org.zonekeeper.check.judge.JudgedJournal;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.check.judge.StateFold;
import org.zonekeeper.check.run.Exchange;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.check.run.ZoneRun;
import org.zonekeeper.schemas.chain.BodyHash;

/**
 * Judges a run by what was seen of it from outside. Used by the demo, the chaos tests and the
 * operators' audit. Immutable; any thread.
 */
public final class Checker {
  private final Function<String, StateFold> folds;

  /**
   * @param folds an empty fold for a zone
   */
  public Checker(Function<String, StateFold> folds) {
    this.folds = folds;
  }

  /** The verdict on a run that was to show every row. */
  public Verdict judge(Evidence evidence) {
    return judge(evidence, Judgement::exercised);
  }

  /** The verdict on a run in which somebody did as they liked: a row that did not come up holds. */
  public Verdict judgeAsItHappened(Evidence evidence) {
    return judge(evidence, Judgement::asItHappened);
  }

  private Verdict judge(Evidence evidence, UnaryOperator<Judgement> demand) {
    Run run = Run.of(evidence);
    List<Judgement> judgements =
        Stream.concat(ofJournals(run), of("", run.journal().all().toList(), Judges.ofRun(run)))
            .collect(Judgement.byJudge())
            .stream()
            .map(demand)
            .sorted(Comparator.comparing(Judgement::place))
            .toList();
    return new Verdict(
        judgements.stream().filter(Judgement::isRow).toList(),
        judgements.stream().filter(one -> !one.isRow()).toList(),
        FailoverFigures.of(run));
  }

  /**
   * What must hold of a run in which failures came by chance, and on top of each other: whatever
   * holds of every journal, and dialling within leases. The incidents are not looked at.
   */
  public List<Judgement> judgeAnyRun(Evidence evidence) {
    Run run =
        Run.of(
            new Evidence(
                evidence.journal(),
                evidence.transcripts(),
                evidence.platform(),
                evidence.recorder(),
                List.of()));
    return Stream.concat(ofJournals(run), of("", List.of(), List.of(Judges.ofDialling(run))))
        .collect(Judgement.byJudge());
  }

  private Stream<Judgement> ofJournals(Run run) {
    return zones(run).stream()
        .map(zone -> new ZoneRun(run, zone))
        .flatMap(
            zone -> of(zone.zone(), run.journal().of(zone.zone()), Judges.ofJournal(zone, folds)));
  }

  /** Those of the journal, and those that somebody sent a command to. */
  private static Collection<String> zones(Run run) {
    Set<String> zones = new TreeSet<>(run.journal().zones());
    run.desktops().exchanges().stream().map(Exchange::zone).forEach(zones::add);
    return zones.isEmpty() ? Set.of("") : zones;
  }

  private static Stream<Judgement> of(String zone, List<JournalEntry> journal, List<Judge> judges) {
    BodyHash hashes = new BodyHash();
    try (JudgedJournal judged = new JudgedJournal(zone, judges)) {
      journal.forEach(
          entry -> judged.next(entry, entry.bodyHash().orElseGet(() -> hashes.of(entry.event()))));
      return judged.end().stream();
    }
  }
}
