package org.zonekeeper.cluster;

import java.util.stream.Stream;
import org.zonekeeper.cluster.process.ChildProcess;

/** How a broker or a registry ends that is to listen where somebody else listens already. */
final class BindFailure {
  private BindFailure() {}

  /** Whether the process has ended for that reason, as it says itself. */
  static boolean ended(ChildProcess process) {
    return !process.isAlive()
        && process.lastLogLines(Integer.MAX_VALUE).stream()
            .anyMatch(
                line ->
                    // Kafka lets Java say it, Quarkus says it itself.
                    Stream.of("java.net.BindException", "seems to be in use by another process")
                        .anyMatch(line::contains));
  }
}
