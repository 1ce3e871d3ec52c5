package org.zonekeeper.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zonekeeper.check.invariant.Authorised;
import org.zonekeeper.check.judge.Finding;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.domain.RandomJournals;
import org.zonekeeper.domain.RandomJournals.Lived;
import org.zonekeeper.schemas.journal.AttemptUnauthorised;

/** An undamaged journal never fails, whatever the zone lived through. */
class TrueJournalsTest {
  private static final int SEEDS = 150;

  /** Others each time; {@code -Dzonekeeper.seed=N} plays one again. */
  private static long[] seeds() {
    Long given = Long.getLong("zonekeeper.seed");
    return given == null ? new Random().longs(SEEDS).toArray() : new long[] {given};
  }

  @Test
  void shouldProveEveryTrueJournal() {
    Map<String, Long> counts = new TreeMap<>();
    long[] seeds = seeds();
    for (long seed : seeds) {
      Lived life = RandomJournals.life(seed, 900);
      for (Judgement result : Proof.of(life.events(), Proof.evidence(life))) {
        if (result.id().equals(Authorised.ID)) {
          // The lives' platform dials without authorisation at times; the zone has said so.
          assertThat(result.findings()).as("seed %d", seed).allMatch(one -> isMarked(one, life));
        } else {
          assertThat(result.findings()).as("seed %d, %s", seed, result.id()).isEmpty();
        }
        assertThat(result.judged()).as("seed %d, %s", seed, result.id()).isOne();
        result.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
      }
    }
    // It would show nothing if the lives were dull.
    assertThat(counts)
        .containsEntry("live stores compared", (long) seeds.length)
        .containsEntry("anchors", (long) seeds.length)
        .containsKeys(
            "outages closed",
            "restored states compared",
            "answers given again",
            "a mark and an agent after all",
            "had an agent",
            "completion codes");
  }

  private static boolean isMarked(Finding finding, Lived life) {
    return life.events().get((int) finding.sequence()) instanceof AttemptUnauthorised;
  }

  /** What can be judged of a journal whose beginning retention has cut off. */
  @Test
  void shouldJudgeWhatItCanWithoutTheBeginning() {
    for (long seed : new Random().longs(20).toArray()) {
      Lived life = RandomJournals.life(seed, 600);
      int from = life.events().size() / 2;
      var results =
          Proof.of(life.events().subList(from, life.events().size()), Proof.evidence(life));

      assertThat(Proof.red(results)).as("seed %d", seed).isEmpty();
      assertThat(results)
          .filteredOn(result -> result.judged() == 1)
          .extracting(Judgement::id)
          .containsExactly("gapless", "answered-once", "chained", "X6");
    }
  }
}
