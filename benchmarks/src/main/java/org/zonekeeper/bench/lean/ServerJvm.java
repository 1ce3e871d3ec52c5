package org.zonekeeper.bench.lean;

import java.util.List;
import org.zonekeeper.cluster.JvmFlags;

/**
 * How the JVM of a measured server is set up: an Agent Manager as it would run for months, not for
 * a demo's minute, so with both compilers. The bare pass-through gets the same. Immutable.
 *
 * @param heapMegabytes the largest heap, in MiB
 */
public record ServerJvm(int heapMegabytes) {
  /** As {@link org.zonekeeper.cluster.ChildProcess.Builder#jvmFlags} takes them. */
  public List<String> flags() {
    return JvmFlags.shortPauses(heapMegabytes);
  }
}
