package org.zonekeeper.harness.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RigLoadTest {
  @Test
  void the_more_calls_the_shorter_the_talks() {
    assertThat(new RigLoad(8, 2_000, 139, 1).talkMean())
        .isGreaterThan(new RigLoad(8, 2_000, 278, 1).talkMean());
  }

  @Test
  void each_zone_has_a_partition_of_its_own() {
    RigLoad load = new RigLoad(3, 30, 5, 1);
    assertThat(load.directory().zones()).containsExactlyInAnyOrder("zone-1", "zone-2", "zone-3");
    assertThat(load.directory().partitions()).isEqualTo(3);
    assertThat(load.agentsPerZone()).isEqualTo(10);
  }

  @Test
  void a_zone_without_an_agent_is_refused() {
    assertThatThrownBy(() -> new RigLoad(8, 7, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("agents 7");
  }
}
