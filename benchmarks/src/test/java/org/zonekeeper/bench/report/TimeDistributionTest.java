package org.zonekeeper.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeDistributionTest {
  @Test
  void percentiles_are_measured_values_whatever_the_order() {
    TimeDistribution spread = TimeDistribution.of(List.of(40L, 10L, 30L, 20L));
    assertThat(spread.percentile(50)).isEqualTo(20);
    assertThat(spread.percentile(75)).isEqualTo(30);
    assertThat(spread.percentile(99)).isEqualTo(40);
    assertThat(spread.max()).isEqualTo(40);
  }

  @Test
  void the_99th_of_a_hundred_is_not_the_largest() {
    TimeDistribution spread = TimeDistribution.of(LongStream.rangeClosed(1, 100).boxed().toList());
    assertThat(spread.percentile(99)).isEqualTo(99);
    assertThat(spread.toJson().path("p50").asLong()).isEqualTo(50);
  }

  @Test
  void nothing_measured_says_so() {
    assertThat(TimeDistribution.of(List.of())).hasToString("nothing measured");
    assertThat(TimeDistribution.of(List.of()).percentile(50)).isZero();
  }
}
