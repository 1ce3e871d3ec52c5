package org.zonekeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zonekeeper.cluster.TestClusters.VARIABLE;
import static org.zonekeeper.cluster.TestClusters.wanted;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TestClustersTest {
  @Test
  void theSystemPropertyOverrulesTheEnvironment() {
    assertThat(wanted("local", Map.of(VARIABLE, "containers"))).isEqualTo("local");
  }

  @Test
  void theEnvironmentCountsWhereNoPropertyIsSet() {
    assertThat(wanted(null, Map.of(VARIABLE, "containers"))).isEqualTo("containers");
    assertThat(wanted("", Map.of(VARIABLE, " local "))).isEqualTo("local");
  }

  @Test
  void withoutEitherNothingIsWanted() {
    assertThat(wanted(null, Map.of())).isEmpty();
  }
}
