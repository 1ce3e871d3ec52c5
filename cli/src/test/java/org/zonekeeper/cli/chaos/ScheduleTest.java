package org.zonekeeper.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<String> AGENT_MANAGERS = List.of("am-1", "am-2", "am-3");

  @Test
  void the_same_seed_gives_the_same_blows() {
    assertThat(blows(7, 50)).isEqualTo(blows(7, 50)).isNotEqualTo(blows(8, 50));
  }

  @Test
  void every_mischief_comes_up_within_its_bounds() {
    List<Blow> blows = blows(1, 2_000);
    assertThat(blows.stream().map(Blow::mischief).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Mischief.values());
    assertThat(blows)
        .allSatisfy(
            blow -> {
              assertThat(blow.lasts().toMillis())
                  .isBetween((long) blow.mischief().least(), (long) blow.mischief().most());
              assertThat(blow.other()).isNotEqualTo(blow.victim()).isIn(AGENT_MANAGERS);
            });
  }

  private static List<Blow> blows(long seed, int count) {
    Schedule schedule = new Schedule(seed, AGENT_MANAGERS);
    return Stream.generate(schedule::next).limit(count).toList();
  }
}
