package org.zonekeeper.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.bench.report.CpuMeter;
import org.zonekeeper.bench.report.RemoteJvm;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.cluster.issuer.IssuerPlan;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.harness.Until;

/**
 * One gateway with all its desktops, a broker and one Agent Manager, each a process; the desktops
 * in this one. Used by the command's one thread.
 */
public final class GatewayBench {
  private static final String AGENT_MANAGER = "am-1";

  /** Of ten thousand agents. */
  private static final List<String> AGENT_MANAGER_FLAGS = JvmFlags.shortPauses(1_024);

  /** Longer than any measurement: the grace of a zone that goes down and comes back. */
  private static final long GRACE_MILLIS = Duration.ofHours(1).toMillis();

  /** Nobody waits that long; whoever has heard nothing by then counts as missing. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration LOGGED_OFF_WITHIN = Duration.ofMinutes(3);
  private static final Duration CUT_OFF_WITHIN = Duration.ofMinutes(1);

  private final GatewayLoad load;
  private final Path directory;
  private final Consumer<String> progress;
  private int tells;

  /**
   * @param directory for logs and data
   * @param progress is told what is going on
   */
  public GatewayBench(GatewayLoad load, Path directory, Consumer<String> progress) {
    this.load = load;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Measures, first the floor.
   *
   * @throws org.zonekeeper.settings.InvalidSettingException if this machine does not allow so many
   *     open files
   */
  public GatewayFigures measure() throws Exception {
    OpenFiles.require(load.sessions() + load.slowReaders());
    Files.createDirectories(directory);
    progress.accept("the bare server");
    Floor floor = new EchoBench(load, directory, progress).measure();
    progress.accept("broker, Agent Manager, gateway");
    try (DirectLoadSystem system =
            DirectLoadSystem.open(load.directory(), directory, AGENT_MANAGER_FLAGS);
        DevelopmentIssuer issuer = DevelopmentIssuer.start(IssuerPlan.local(load.zoneNames()))) {
      system.start(AGENT_MANAGER, Map.of());
      try (ServerProcess gateway = ServerProcess.gateway(load, system, issuer, directory);
          JournalWatch journal = new JournalWatch(system);
          DesktopCrowd crowd = new DesktopCrowd(load, gateway.address(), issuer, progress);
          BenchConsole console = new BenchConsole(gateway.address(), issuer, directory)) {
        console.awaitAvailable(load.zoneNames());
        return new Run(system, gateway, journal, crowd, console).measure(floor);
      }
    }
  }

  /** What is measured once all is there. */
  private final class Run {
    private final DirectLoadSystem system;
    private final ServerProcess gateway;
    private final JournalWatch journal;
    private final DesktopCrowd crowd;
    private final BenchConsole console;

    private Run(
        DirectLoadSystem system,
        ServerProcess gateway,
        JournalWatch journal,
        DesktopCrowd crowd,
        BenchConsole console) {
      this.system = system;
      this.gateway = gateway;
      this.journal = journal;
      this.crowd = crowd;
      this.console = console;
    }

    private GatewayFigures measure(Floor floor) throws Exception {
      final Storm cold = storm("a gateway that has just started");
      new BreakIn(List.of(gateway.process(), system.broker()), load.breakIn(), progress)
          .with(() -> tell(new Telling(), load.tells()));
      Telling quiet = new Telling();
      tell(quiet, load.tells());
      progress.accept("told p50 %d, p99 %d µs".formatted(p(quiet, 50), p(quiet, 99)));

      crowd.slowOnesCome();
      progress.accept("%d that read nothing have come".formatted(load.slowReaders()));
      Telling besideSlow = new Telling();
      tell(besideSlow, load.tells());
      progress.accept("told p50 %d, p99 %d µs".formatted(p(besideSlow, 50), p(besideSlow, 99)));
      final int cutOff = awaitCutOff();
      final long heap = heap();
      progress.accept("heap %d MiB after a collection".formatted(heap));
      Map<String, Integer> lost = new TreeMap<>(crowd.lost());
      int stillLoggedOn = outage();
      Storm warm = storm("an outage");
      crowd.lost().forEach((why, times) -> lost.merge(why, times, Integer::sum));
      console.lost().forEach((why, times) -> lost.merge(why, times, Integer::sum));
      GatewayFigures.Losses losses = new GatewayFigures.Losses(cutOff, lost, stillLoggedOn);
      return new GatewayFigures(load, floor, cold, quiet, besideSlow, warm, losses, heap);
    }

    /** That nobody is cut off before much waits for them is a figure, too. */
    private int awaitCutOff() throws InterruptedException {
      var unused =
          Until.holdsWithin(
              CUT_OFF_WITHIN, LOOK_EVERY, () -> crowd.slowOnesCutOff() >= load.slowReaders());
      int cutOff = crowd.slowOnesCutOff();
      progress.accept("%d of them were cut off".formatted(cutOff));
      return cutOff;
    }

    private static long p(Telling telling, int percent) {
      return telling.micros().percentile(percent);
    }

    private Storm storm(String after) throws InterruptedException {
      Storm storm = crowd.storm(cpu());
      progress.accept(
          "storm after %s: %d served within %d ms (%d of them at their first attempt, within %d ms),"
                  .formatted(
                      after,
                      storm.servedMillis().count(),
                      storm.overMillis(),
                      storm.atOnceMillis().count(),
                      storm.atOnceMillis().max())
              + " missing %d, failed %s; cores: %s"
                  .formatted(storm.missing(), storm.failures(), storm.cpu()));
      return storm;
    }

    private CpuMeter cpu() {
      return CpuMeter.ofThisProcess("desktops")
          .and("gateway", gateway.process().pid())
          .and("agent-manager", system.agentManager(AGENT_MANAGER).pid())
          .and("broker", system.broker().pid());
    }

    private void tell(Telling telling, int times) throws Exception {
      for (int i = 0; i < times; i++) {
        String zone = GatewayLoad.zone(tells++ % load.zones());
        once(telling, zone, () -> console.zoneDown(zone, GRACE_MILLIS));
        once(telling, zone, () -> console.zoneUp(zone));
      }
    }

    private void once(Telling telling, String zone, Change change) throws Exception {
      int expected = crowd.beginTelling(zone);
      long asked = System.nanoTime();
      change.make();
      long known = journal.nextAnnouncement();
      // Some desktop may never hear it: then that is what the measurement says.
      var unused = Until.holdsWithin(TOLD_WITHIN, LOOK_EVERY, () -> crowd.told() >= expected);
      telling.add(asked, known, crowd.toldAt(), expected);
    }

    private long heap() throws IOException {
      try (RemoteJvm jvm = RemoteJvm.of(gateway.process().pid())) {
        return jvm.heapMegabytesAfterCollection();
      }
    }

    /**
     * All connections are cut; over when the zones have logged everybody off.
     *
     * @return how many they have not logged off in time
     */
    private int outage() throws InterruptedException {
      progress.accept("outage: %d connections cut".formatted(crowd.cutAll()));
      var unused = Until.holdsWithin(LOGGED_OFF_WITHIN, LOOK_EVERY, () -> journal.loggedOn() == 0);
      int still = journal.loggedOn();
      progress.accept("%d agents are still logged on".formatted(still));
      return still;
    }
  }

  /** Something that a supervisor asks for. */
  private interface Change {
    void make() throws Exception;
  }
}
