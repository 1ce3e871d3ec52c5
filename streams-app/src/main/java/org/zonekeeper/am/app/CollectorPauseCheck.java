package org.zonekeeper.am.app;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at how this JVM collects its memory. Peers take an Agent Manager for dead when it is silent
 * for long, and a collector that stops everything for the whole heap is silent for as long as that
 * takes. A JVM chooses such a one by itself where it has one core, or less than two gigabytes.
 * Stateless.
 */
final class CollectorPauseCheck {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorPauseCheck.class);

  /** The beans of -XX:+UseSerialGC and -XX:+UseParallelGC that collect the whole heap. */
  private static final Set<String> STOP_EVERYTHING = Set.of("MarkSweepCompact", "PS MarkSweep");

  private CollectorPauseCheck() {}

  /**
   * Warns if this JVM's collector can be silent for too long.
   *
   * @param silenceMillis what its peers take for a death
   */
  static void warn(int silenceMillis) {
    stoppingCollector(
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList())
        .ifPresent(
            name ->
                LOG.warn(
                    "collector stops everything collector={} silence.ms={} remedy=\"-XX:+UseG1GC or"
                        + " -XX:+UseZGC: peers take a long collection for a death\"",
                    name,
                    silenceMillis));
  }

  /** The one of a JVM's collectors that stops everything for the whole heap. */
  static Optional<String> stoppingCollector(Collection<String> names) {
    return names.stream().filter(STOP_EVERYTHING::contains).findFirst();
  }
}
