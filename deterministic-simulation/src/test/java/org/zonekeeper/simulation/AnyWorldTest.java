package org.zonekeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of worlds, each of another seed; {@code zonekeeper simulate} lives thousands. {@code
 * -Dsimulation.seeds=N} says how many, {@code -Dsimulation.first=S} where to begin.
 */
class AnyWorldTest {
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final long SEEDS = Long.getLong("simulation.seeds", 300);

  @Test
  void shouldKeepEveryLawWhateverGoesWrong() {
    List<String> broken =
        LongStream.range(FIRST, FIRST + SEEDS)
            .parallel()
            .mapToObj(seed -> World.live(WorldPlan.of(seed)))
            .filter(report -> !report.findings().isEmpty())
            .map(AnyWorldTest::told)
            .collect(Collectors.toList());

    assertThat(broken).as("worlds of seeds %d to %d", FIRST, FIRST + SEEDS - 1).isEmpty();
  }

  @Test
  void shouldBeTheSameJournalForTheSameSeed() {
    WorldReport once = World.live(WorldPlan.of(42));
    WorldReport again = World.live(WorldPlan.of(42));

    assertThat(again).isEqualTo(once);
    assertThat(World.live(WorldPlan.of(43)).journalDigest()).isNotEqualTo(once.journalDigest());
  }

  private static String told(WorldReport report) {
    return "%s%n    %s"
        .formatted(
            report.repeatedBy(),
            String.join("\n    ", report.findings().stream().limit(5).toList()));
  }
}
