package org.zonekeeper.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final List<String> AGENT_MANAGERS = List.of("am-1", "am-2", "am-3");

  @Test
  void the_same_seed_gives_the_same_blows() {
    assertThat(blows(7, 50)).isEqualTo(blows(7, 50)).isNotEqualTo(blows(8, 50));
  }

  @Test
  void every_mischief_comes_up_within_its_bounds() {
    List<ScheduledFault> blows = blows(1, 2_000);
    assertThat(kinds(blows))
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                EnumSet.of(
                    ChaosFault.ROLL_BROKERS, ChaosFault.KILL_BROKER, ChaosFault.FREEZE_BROKER)));
    assertThat(blows)
        .allSatisfy(
            blow -> {
              assertThat(blow.lasts().toMillis())
                  .isBetween((long) blow.mischief().least(), (long) blow.mischief().most());
              assertThat(blow.other()).isNotEqualTo(blow.victim()).isIn(AGENT_MANAGERS);
            });
  }

  @Test
  void of_several_brokers_one_at_a_time_is_struck() {
    List<ScheduledFault> blows = blows(1, 2_000, 3);
    assertThat(kinds(blows))
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(ChaosFault.RESTART_BROKER)));
    assertThat(blows.stream().map(ScheduledFault::broker).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(1, 2, 3);
  }

  private static Set<ChaosFault> kinds(List<ScheduledFault> blows) {
    return blows.stream().map(ScheduledFault::mischief).collect(Collectors.toSet());
  }

  private static List<ScheduledFault> blows(long seed, int count) {
    return blows(seed, count, 1);
  }

  private static List<ScheduledFault> blows(long seed, int count, int brokers) {
    FaultSchedule schedule = new FaultSchedule(seed, AGENT_MANAGERS, brokers);
    return Stream.generate(schedule::next).limit(count).toList();
  }
}
