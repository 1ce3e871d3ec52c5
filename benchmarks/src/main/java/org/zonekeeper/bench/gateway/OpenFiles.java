package org.zonekeeper.bench.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * Whether a process may have as many files open as it needs sockets. A JVM raises its own limit as
 * far as it may, and the children of this one have the same. Stateless.
 */
final class OpenFiles {
  /** Jars, logs, connections to the broker; some sockets are still closing when new ones come. */
  private static final int ROOM = 1_000;

  private OpenFiles() {}

  /**
   * Refuses what this machine does not allow, before anything is started.
   *
   * @throws InvalidSettingException if a process may not have so many
   */
  static void require(int sockets) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      require(sockets, system.getMaxFileDescriptorCount());
    }
  }

  static void require(int sockets, long allowed) {
    if (sockets + ROOM > allowed) {
      throw InvalidSettingException.saying(
          "--sessions",
          ("%d connections need %d open files in one process, and a process here may have %d: raise"
                  + " the limit (ulimit -Hn), or ask for %d sessions and slow readers at most")
              .formatted(sockets, sockets + ROOM, allowed, Math.max(0, allowed - ROOM)));
    }
  }
}
