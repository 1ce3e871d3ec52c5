package org.zonekeeper.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How busy the machine's cores are, with everything that runs on it. Times that were taken on a
 * machine without a free core are times of waiting for one: whoever reads them must be able to see
 * that. Confined to one thread.
 */
public final class MachineMeter {
  /** From here on most work finds no core free. */
  static final long FULL_PERCENT = 95;

  private static final Duration STRETCH = Duration.ofSeconds(1);

  private final OperatingSystemMXBean machine =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Watches for a second; percent of all cores, 0 where the operating system does not say. */
  public long busyPercent() throws InterruptedException {
    machine.getCpuLoad();
    TimeUnit.NANOSECONDS.sleep(STRETCH.toNanos());
    return Math.round(Math.max(0, machine.getCpuLoad()) * 100);
  }

  /** For people: a line, and a second one where the figures around it cannot be trusted. */
  public static void print(PrintWriter out, TimeDistribution busyPercent) {
    out.printf("  %-36s %s%n", "cores busy just before (percent)", busyPercent);
    if (busyPercent.percentile(50) >= FULL_PERCENT) {
      out.printf(
          "  THE MACHINE WAS FULL: its cores were over %d %% busy before anything happened; what"
              + " is timed here is mostly waiting for one%n",
          FULL_PERCENT);
    }
  }
}
