package org.zonekeeper.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;

/**
 * Processes that take all that the machine's cores give: four for each core, so that everybody else
 * gets a fifth of what there is, and late. Used by one thread.
 */
public final class StarvedCores implements AutoCloseable {
  private static final int EACH_CORE = 4;
  private static final int HEAP_MEGABYTES = 16;

  private final List<ChildProcess> busy = new ArrayList<>();

  private StarvedCores() {}

  /**
   * Starts them.
   *
   * @param directory for their logs
   */
  public static StarvedCores begin(Path directory) {
    StarvedCores starved = new StarvedCores();
    try {
      int cores = Runtime.getRuntime().availableProcessors();
      for (int i = 1; i <= EACH_CORE * cores; i++) {
        starved.busy.add(
            ChildProcess.named("busy-" + i)
                .main(BusyLoop.class.getName())
                .jvmFlags(JvmFlags.fastStart(HEAP_MEGABYTES))
                .log(directory.resolve("busy.log"))
                .start());
      }
      return starved;
    } catch (RuntimeException e) {
      starved.close();
      throw e;
    }
  }

  /** Kills them. */
  @Override
  public void close() {
    busy.forEach(ChildProcess::close);
  }

  /** The main class of such a process: it counts until it is killed. */
  static final class BusyLoop {
    private static volatile long counted;

    private BusyLoop() {}

    /** Never ends by itself. */
    public static void main(String[] arguments) {
      long count = 0;
      while (counted >= 0) {
        counted = count++ & Long.MAX_VALUE;
      }
    }
  }
}
