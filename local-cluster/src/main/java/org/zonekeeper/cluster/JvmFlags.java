package org.zonekeeper.cluster;

import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM flags of child processes, in one place with their reasons. Used by {@link ChildProcess}
 * and {@link LocalCluster}; the launcher script has the same for the first JVM.
 */
public final class JvmFlags {
  private JvmFlags() {}

  /**
   * Flags for a process that must start fast and share few cores with its siblings.
   *
   * @param heapMegabytes the largest heap, in MiB
   */
  public static List<String> fastStart(int heapMegabytes) {
    return Stream.concat(
            // C1 only: a demo lives for minutes, and C2 would take a core from it for most of them.
            Stream.of("-XX:TieredStopAtLevel=1"), longLived(heapMegabytes).stream())
        .toList();
  }

  /**
   * Flags for a process that shares few cores with its siblings and lives long enough to be
   * compiled to the full.
   *
   * @param heapMegabytes the largest heap, in MiB
   */
  public static List<String> longLived(int heapMegabytes) {
    return List.of(
        "-Xmx" + heapMegabytes + "m",
        // One collector thread each: five JVMs on two cores would only fight over them.
        "-XX:+UseSerialGC",
        // RocksDB and Netty load native code; newer JVMs warn without it.
        "--enable-native-access=ALL-UNNAMED");
  }
}
