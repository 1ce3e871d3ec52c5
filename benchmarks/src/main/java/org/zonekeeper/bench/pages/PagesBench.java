package org.zonekeeper.bench.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.zonekeeper.bench.direct.DirectLoad;
import org.zonekeeper.bench.direct.DirectLoadPlan;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.bench.report.MachineMeter;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.gateway.app.Gateway;
import org.zonekeeper.harness.Until;

/**
 * Times what people see: a supervisor's dashboard and an agent's desktop in a real browser, at a
 * real gateway, while a whole floor works on a real broker. The floor's agents speak Kafka
 * themselves: two thousand WebSockets on the same cores would be what is measured. Used by the
 * command's one thread.
 */
public final class PagesBench {
  private static final List<String> JVM_FLAGS = JvmFlags.shortPauses(1_024);
  private static final Duration STAFFED_WITHIN = Duration.ofMinutes(3);

  /** Until nearly all are on their first call, and the pace is the one that lasts. */
  private static final Duration PACE_WITHIN = Duration.ofMinutes(5);

  private static final Duration PACE_OVER = Duration.ofSeconds(10);

  /** At first everybody is dialled for at once. */
  private static final double SETTLED = 1.25;

  private static final String AGENT = "at-the-page";

  private final PagesPlan plan;
  private final BrowserTools tools;
  private final Path directory;
  private final Duration breakIn;
  private final Consumer<String> progress;
  private final StateChanges changes = new StateChanges();

  /**
   * @param directory for logs and data
   * @param breakIn longest time before anything counts, see {@link BreakIn}
   * @param progress is told what is going on
   */
  public PagesBench(
      PagesPlan plan,
      BrowserTools tools,
      Path directory,
      Duration breakIn,
      Consumer<String> progress) {
    this.plan = plan;
    this.tools = tools;
    this.directory = directory;
    this.breakIn = breakIn;
    this.progress = progress;
  }

  /** Measures for so long. */
  public PagesReport measure(Duration duration) throws Exception {
    DirectLoadPlan crowd = plan.crowd();
    try (DirectLoadSystem system = DirectLoadSystem.open(crowd.directory(), directory, JVM_FLAGS)) {
      system.start("am-1", Map.of());
      try (DirectLoad load = DirectLoad.start(system, crowd, changes);
          Gateway gateway = Gateway.start(system.gatewaySettings())) {
        load.agents(plan.load().agents());
        Until.holds("all agents to log on", STAFFED_WITHIN, load::staffed);
        awaitPace(load);
        String zone = system.zones().zones().getFirst();
        String address = "http://127.0.0.1:%d/".formatted(gateway.port());
        try (WatchedPages pages = WatchedPages.open(tools, address, zone, AGENT, directory)) {
          progress.accept("both pages are open");
          new BreakIn(system.processes(), breakIn, progress).atWork();
          return watch(load, pages, duration);
        }
      }
    }
  }

  private void awaitPace(DirectLoad load) throws InterruptedException {
    var unused = load.take();
    Until.holds(
        "the pace to come down to %d attempts a second".formatted(plan.load().callsPerSecond()),
        PACE_WITHIN,
        PACE_OVER,
        () -> {
          double pace = load.take().attemptsPerSecond();
          progress.accept("%.0f attempts a second".formatted(pace));
          return pace > 0 && pace <= plan.load().callsPerSecond() * SETTLED;
        });
  }

  private PagesReport watch(DirectLoad load, WatchedPages pages, Duration duration)
      throws Exception {
    MachineMeter machine = new MachineMeter();
    pages.measure();
    final long before = machine.busyPercent();
    progress.accept("measuring for %d s".formatted(duration.toSeconds()));
    var unused = load.take();
    long from = System.currentTimeMillis();
    // The measurement's own length, not a wait for something to happen.
    Thread.sleep(duration);
    long until = System.currentTimeMillis();
    double attempts = load.take().attemptsPerSecond();
    final long after = machine.busyPercent();
    List<JsonNode> seen = pages.end();
    List<StateChanges.Change> counted = changes.between(from, until);
    return new PagesReport(
        plan.load().agents(),
        attempts,
        List.of(before, after),
        seen.stream().map(page -> PageTimes.of(page, counted, from, until)).toList());
  }
}
