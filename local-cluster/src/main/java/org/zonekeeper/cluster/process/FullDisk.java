package org.zonekeeper.cluster.process;

import java.io.IOException;

/**
 * Full disks, for one process only: no file takes another byte of it, each write fails with "File
 * too large", as it would with "No space left on device". No file system is filled up and no root
 * needed: it is the operating system's limit on the size of files ({@code prlimit} of util-linux,
 * which every Linux has), set while the process runs. Sockets and pipes go on. Stateless; any
 * thread.
 */
public final class FullDisk {
  private FullDisk() {}

  /**
   * Fills all disks for the process. Nothing happens if it has ended.
   *
   * @throws IOException when {@code prlimit} cannot be run or refuses
   * @throws InterruptedException when interrupted while it runs
   */
  public static void under(ChildProcess process) throws IOException, InterruptedException {
    limit(process, "0");
  }

  /** There is space again. */
  public static void endFor(ChildProcess process) throws IOException, InterruptedException {
    limit(process, "unlimited");
  }

  /** The soft limit only: that anybody may raise again. */
  private static void limit(ChildProcess process, String bytes)
      throws IOException, InterruptedException {
    OperatingSystem.ask(
        process, "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":");
  }
}
