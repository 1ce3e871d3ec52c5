package org.zonekeeper.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.check.judge.Judgement;

/**
 * What came of one seed. Immutable.
 *
 * @param seed of the schedule
 * @param took from the first blow to the verdict
 * @param blows how many, by kind
 * @param ended Agent Managers that ended by themselves and were started again
 * @param results of the checker
 * @param brokenOff why there is no verdict; empty if there is one
 */
record ChaosOutcome(
    long seed,
    Duration took,
    Map<ChaosFault, Integer> blows,
    List<String> ended,
    List<Judgement> results,
    Optional<String> brokenOff) {

  boolean holds() {
    return brokenOff.isEmpty() && results.stream().allMatch(Judgement::pass);
  }

  int count() {
    return blows.values().stream().mapToInt(Integer::intValue).sum();
  }
}
