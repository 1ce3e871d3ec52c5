package org.zonekeeper.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.zonekeeper.schemas.journal.CallAssigned;

/** That they run and measure something; what they measure is nobody's business in a test. */
class MicroBenchmarksTest {
  @Test
  void shouldAllGiveAScore() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("org\\.zonekeeper\\.bench\\.micro\\..*")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(20))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertThat(results)
        .hasSize(9)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }

  @Test
  void shouldMeasureAZoneAtWork() {
    StaffedZone zone = new StaffedZone();
    assertThat(zone.engine().state().agents()).hasSize(StaffedZone.AGENTS);
    assertThat(zone.journal().stream().filter(CallAssigned.class::isInstance))
        .hasSize(StaffedZone.AGENTS);
  }
}
