package org.zonekeeper.cluster.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM flags of child processes, in one place with their reasons. Used by {@link ChildProcess}
 * and the local cluster; the launcher script has the same for the first JVM.
 */
public final class JvmFlags {
  /** RocksDB and Netty load native code; newer JVMs warn without it. */
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  /** A demo lives for minutes, and C2 would take a core from it for most of them. */
  private static final String C1_ONLY = "-XX:TieredStopAtLevel=1";

  private JvmFlags() {}

  /**
   * Flags for a process that must start fast and share few cores with its siblings.
   *
   * @param heapMegabytes the largest heap, in MiB
   */
  public static List<String> fastStart(int heapMegabytes) {
    return and(C1_ONLY, longLived(heapMegabytes));
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
        NATIVE_ACCESS);
  }

  /**
   * As {@link #longLived(int)}, with room for some ten seconds between two collections, for a
   * process that everybody else waits for: each stops it for up to a tenth of a second.
   *
   * @param heapMegabytes the heap, in MiB
   * @param youngMegabytes its part for what does not live long, in MiB
   */
  public static List<String> longLived(int heapMegabytes, int youngMegabytes) {
    return Stream.concat(
            Stream.of(
                "-Xms" + heapMegabytes + "m",
                "-Xmn" + youngMegabytes + "m",
                "-XX:+UseTransparentHugePages"),
            longLived(heapMegabytes).stream())
        .toList();
  }

  /** As {@link #shortPauses}, and {@link #fastStart fast to start}. */
  public static List<String> fastStartShortPauses(int heapMegabytes) {
    return and(C1_ONLY, shortPauses(heapMegabytes));
  }

  /**
   * Flags for a process that others take for dead when it is silent for long, as an Agent Manager's
   * peers do: memory is collected beside its work. A collection that stops everything takes 400 ms
   * for 120 MB, and longer where others want the cores as well.
   *
   * @param heapMegabytes the heap, in MiB; it does not begin with less, because growing costs
   *     collections when the process has the least time for them
   */
  public static List<String> shortPauses(int heapMegabytes) {
    return List.of(
        "-Xms" + heapMegabytes + "m",
        "-Xmx" + heapMegabytes + "m",
        "-XX:+UseG1GC",
        // A takeover is a few hundred milliseconds; a pause must be a small part of that.
        "-XX:MaxGCPauseMillis=50",
        // The kernel closes a killed process's sockets when it has taken back its memory, and peers
        // see its death only then: with pages of 2 MB in a fifth of the time.
        "-XX:+UseTransparentHugePages",
        NATIVE_ACCESS);
  }

  private static List<String> and(String flag, List<String> others) {
    return Stream.concat(Stream.of(flag), others.stream()).toList();
  }
}
