package org.zonekeeper.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.api.Test;
import org.zonekeeper.bench.report.PerformanceTarget.Bound;

class PerformanceTargetTest {
  private static final PerformanceTarget QUICK =
      new PerformanceTarget("failover", "p50, ms", "/a/p50", Bound.AT_MOST, 350);
  private static final PerformanceTarget MUCH =
      new PerformanceTarget("throughput", "1/s", "/a/p50", Bound.AT_LEAST, 350);

  @Test
  void shouldBeReachedOnTheGoodSideOfTheLimitAndOnIt() throws Exception {
    assertThat(QUICK.reachedBy(result(349))).isTrue();
    assertThat(QUICK.reachedBy(result(350))).isTrue();
    assertThat(QUICK.reachedBy(result(351))).isFalse();
    assertThat(MUCH.reachedBy(result(351))).isTrue();
    assertThat(MUCH.reachedBy(result(349))).isFalse();
  }

  @Test
  void shouldNotBeReachedByWhatWasNotMeasured() {
    assertThat(QUICK.reachedBy(MissingNode.getInstance())).isFalse();
    assertThat(MUCH.reachedBy(MissingNode.getInstance())).isFalse();
    assertThat(QUICK.judged(MissingNode.getInstance())).contains(" - ").contains("NOT REACHED");
  }

  private static JsonNode result(int p50) throws Exception {
    return new ObjectMapper().readTree("{\"a\":{\"p50\":%d}}".formatted(p50));
  }
}
