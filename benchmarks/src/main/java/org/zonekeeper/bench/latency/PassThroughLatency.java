package org.zonekeeper.bench.latency;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.zonekeeper.bench.baseline.PassThrough;
import org.zonekeeper.bench.report.TimeDistribution;

/**
 * What answers are held against: the bare pass-through on the same broker, under the load that is
 * there, at the rate at which answers came before.
 *
 * @param bootstrapServers the broker
 * @param directory for its log and state
 * @param jvmFlags those of the Agent Managers that were measured
 */
record PassThroughLatency(String bootstrapServers, Path directory, List<String> jvmFlags) {
  private static final PassThrough.Shape ONE_SMALL = new PassThrough.Shape(1, 16);

  /** How long its records take, in milliseconds. */
  TimeDistribution millis(double perSecond, Duration duration, Consumer<String> progress)
      throws ExecutionException, InterruptedException {
    progress.accept("measuring the bare pass-through for %d s".formatted(duration.toSeconds()));
    try (PassThrough passThrough =
        PassThrough.start(bootstrapServers, directory, jvmFlags, ONE_SMALL)) {
      return TimeDistribution.of(passThrough.latencies(Math.max(1, (int) perSecond), duration));
    }
  }
}
