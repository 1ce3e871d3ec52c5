package org.zonekeeper.chaos.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of a soak. Immutable.
 *
 * @param plan what was soaked
 * @param took how long strangers sent
 * @param trends of all processes
 * @param judged the processes of ours, whose figures have to be flat
 * @param answers that those got who asked as they should, by whom they asked
 * @param sent how much strangers sent, by kind
 * @param findings what should not have been: processes that ended, zones that changed hands,
 *     answers that show the inside
 * @param samples all figures
 */
record SoakOutcome(
    SoakPlan plan,
    Duration took,
    List<Trend> trends,
    Set<String> judged,
    Map<String, Answers> answers,
    Map<String, Long> sent,
    List<String> findings,
    Samples samples) {

  /** Whether a figure has to be flat: of a process of ours, when there has been time to fill up. */
  boolean judges(Trend trend) {
    return judged.contains(trend.process())
        && switch (trend.measure()) {
          case HEAP, THREADS, FILES, SOCKETS -> true;
          case ENTRIES -> plan.isLongerThanMemory();
          case FACTS -> false;
        };
  }

  private boolean rises(Trend trend) {
    return judges(trend) && !trend.isFlat();
  }

  boolean holds() {
    return troubles().isEmpty();
  }

  /** Everything that speaks against it, in words; empty if it holds. */
  List<String> troubles() {
    List<String> troubles = new ArrayList<>(findings);
    for (Trend trend : trends) {
      if (rises(trend)) {
        troubles.add(
            "%s of %s rise: %s an hour, %s in this run, where %s is the most for a median of %s"
                .formatted(
                    trend.measure().words(),
                    trend.process(),
                    trend.measure().toldChange(trend.perHour()),
                    trend.measure().toldChange(trend.risen()),
                    trend.measure().told(trend.measure().mayRise(trend.typical())),
                    trend.measure().told(trend.typical())));
      }
    }
    answers.forEach(
        (asked, given) -> {
          if (!given.arePrompt()) {
            troubles.add(
                "%s answered late %d of %d times, and %d times not at all"
                    .formatted(asked, given.late(), given.count(), given.without()));
          }
        });
    return troubles;
  }
}
