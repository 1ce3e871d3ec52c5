package org.zonekeeper.check.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.zonekeeper.check.row.RecorderFed;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.ZoneFold;

/** What must hold of every run, with failures or without. Stateless. */
public final class Invariants {
  private Invariants() {}

  /**
   * Every invariant of one zone's journal, to be closed by the caller.
   *
   * @param folds an empty fold for a zone
   * @param knowledge what else is known of the zone
   */
  public static List<ZoneInvariant> of(
      String zone, Function<String, ZoneFold> folds, Knowledge knowledge) {
    List<ZoneInvariant> always =
        List.of(
            new Sequences(zone),
            new Owners(),
            new Outages(),
            new Folds(folds.apply(zone), knowledge.live()),
            new Applicable(),
            new AnswersOnce(),
            new AgentsOnOneCall(),
            new CallLives(),
            new LiveCallsCared(),
            new Authorised(),
            new Chained(knowledge.anchors()));
    List<ZoneInvariant> all = new ArrayList<>(always);
    knowledge
        .recorder()
        .ifPresent(log -> all.add(new RecorderMatches(log.get(), RecorderFed::sentAs)));
    return all;
  }

  /**
   * The same as judges of a run's evidence.
   *
   * @param folds an empty fold for a zone
   */
  public static List<Judge> all(Function<String, ZoneFold> folds) {
    List<Judge> judges =
        of("", folds, Knowledge.NONE).stream()
            .<Judge>map(invariant -> new Streamed(invariant.id(), invariant.title(), folds))
            .toList();
    return judges.stream()
        .map(judge -> judge.id().equals(CommandsAnswered.ID) ? new CommandsAnswered(judge) : judge)
        .toList();
  }
}
