package org.zonekeeper.bench.throughput;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a ceiling is looked for. Immutable.
 *
 * @param agentManagers processes
 * @param firstAgents in the first step, all zones together
 * @param mostAgents in the last
 * @param seconds each step is measured
 * @param profile where to record the Agent Manager's best step
 */
public record ThroughputPlan(
    int agentManagers, int firstAgents, int mostAgents, int seconds, Optional<Path> profile) {

  /** How long a step runs before it is measured. */
  Duration settling() {
    return Duration.ofSeconds(Math.max(2, seconds / 2));
  }

  Duration measuring() {
    return Duration.ofSeconds(seconds);
  }
}
