package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorPauseCheckTest {
  @ParameterizedTest
  @CsvSource({
    "Copy, MarkSweepCompact, MarkSweepCompact",
    "PS Scavenge, PS MarkSweep, PS MarkSweep",
    "G1 Young Generation, G1 Old Generation,",
    "ZGC Minor Pauses, ZGC Major Pauses,"
  })
  void a_collector_that_stops_everything_is_told_from_one_that_does_not(
      String young, String whole, String stopping) {
    assertThat(CollectorPauseCheck.stoppingCollector(List.of(young, whole)).orElse(null))
        .isEqualTo(stopping);
  }
}
