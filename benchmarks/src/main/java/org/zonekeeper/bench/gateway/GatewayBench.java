package org.zonekeeper.bench.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.bench.report.CpuMeter;
import org.zonekeeper.bench.report.RemoteJvm;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.cluster.issuer.IssuerPlan;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.LocalTokens;
import org.zonekeeper.harness.Until;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.robots.GatewayAnswer;
import org.zonekeeper.simulators.robots.SupervisorDesktop;
import org.zonekeeper.simulators.robots.Transcript;

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
  private static final Duration ZONES_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOGGED_OFF_WITHIN = Duration.ofMinutes(3);
  private static final Duration CUT_OFF_WITHIN = Duration.ofMinutes(1);

  private final GatewayLoad load;
  private final Path directory;
  private final Consumer<String> progress;
  private final Set<String> available = ConcurrentHashMap.newKeySet();
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
          DesktopCrowd crowd = new DesktopCrowd(load, gateway.address(), issuer);
          JsonLinesFile transcript = JsonLinesFile.appendTo(directory.resolve("supervisor.jsonl"));
          SupervisorDesktop supervisor = supervisor(gateway, issuer, transcript)) {
        awaitZones(supervisor);
        return new Run(system, gateway, journal, crowd, supervisor).measure(floor);
      }
    }
  }

  private SupervisorDesktop supervisor(
      ServerProcess gateway, DevelopmentIssuer issuer, JsonLinesFile transcript)
      throws InterruptedException, ExecutionException {
    URI address = URI.create("ws://127.0.0.1:" + gateway.address().getPort());
    return SupervisorDesktop.connect(
            address,
            new LocalTokens(issuer),
            "bench",
            new Transcript(transcript, InstantSource.system()),
            this::noteZone)
        .get();
  }

  /** On the console's threads. */
  private void noteZone(ObjectNode notice) {
    if (notice.path("type").asText().equals("SUPZoneStatus")
        && notice.path("available").booleanValue()) {
      available.add(notice.path("zone").asText());
    }
  }

  private void awaitZones(SupervisorDesktop supervisor)
      throws InterruptedException, ExecutionException {
    GatewayAnswer answer = supervisor.subscribe(load.zoneNames()).get();
    if (!answer.accepted()) {
      throw new StartFailure(answer.command() + " was refused: " + answer.text());
    }
    Until.holds("every zone to be available", ZONES_WITHIN, () -> available.size() == load.zones());
  }

  /** What is measured once all is there. */
  private final class Run {
    private final DirectLoadSystem system;
    private final ServerProcess gateway;
    private final JournalWatch journal;
    private final DesktopCrowd crowd;
    private final SupervisorDesktop supervisor;

    private Run(
        DirectLoadSystem system,
        ServerProcess gateway,
        JournalWatch journal,
        DesktopCrowd crowd,
        SupervisorDesktop supervisor) {
      this.system = system;
      this.gateway = gateway;
      this.journal = journal;
      this.crowd = crowd;
      this.supervisor = supervisor;
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
      int cutOff = awaitCutOff();
      final int lost = crowd.lost();

      long heap = heap();
      progress.accept("heap %d MiB after a collection".formatted(heap));
      outage();
      Storm warm = storm("an outage");
      return new GatewayFigures(load, floor, cold, quiet, besideSlow, warm, cutOff, lost, heap);
    }

    /** That nobody is cut off before much waits for them is a figure, too. */
    private int awaitCutOff() throws InterruptedException {
      long deadline = System.nanoTime() + CUT_OFF_WITHIN.toNanos();
      while (crowd.slowOnesCutOff() < load.slowReaders() && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_EVERY.toMillis());
      }
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
          "storm after %s: %d served within %d ms, failed %s; cores: %s"
              .formatted(
                  after,
                  storm.servedMillis().count(),
                  storm.overMillis(),
                  storm.failures(),
                  storm.cpu()));
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
        int zone = tells++ % load.zones();
        String name = GatewayLoad.zone(zone);
        once(telling, () -> supervisor.zoneDown(name, Optional.empty(), GRACE_MILLIS).get());
        once(telling, () -> supervisor.zoneUp(name).get());
      }
    }

    private void once(Telling telling, Change change) throws Exception {
      crowd.beginTelling();
      long asked = System.nanoTime();
      GatewayAnswer answer = change.make();
      if (!answer.accepted()) {
        throw new StartFailure(answer.command() + " was refused: " + answer.text());
      }
      long known = journal.nextAnnouncement();
      awaitTold();
      telling.add(asked, known, crowd.toldAt(), load.sessionsOfAZone());
    }

    /** Some desktop may never hear it: then that is what the measurement says. */
    private void awaitTold() throws InterruptedException {
      long deadline = System.nanoTime() + TOLD_WITHIN.toNanos();
      while (crowd.told() < load.sessionsOfAZone() && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_EVERY.toMillis());
      }
    }

    private long heap() throws IOException {
      try (RemoteJvm jvm = RemoteJvm.of(gateway.process().pid())) {
        return jvm.heapMegabytesAfterCollection();
      }
    }

    /** All connections are cut; over when the zones have logged everybody off. */
    private void outage() throws InterruptedException {
      int cut = crowd.cutAll();
      progress.accept("outage: %d connections cut".formatted(cut));
      // Those who read nothing may have been cut off before, with their grace still running.
      int there = crowd.everServed();
      Until.holds(
          "the zones to log everybody off", LOGGED_OFF_WITHIN, () -> journal.loggedOff() >= there);
    }
  }

  /** Something that a supervisor asks for. */
  private interface Change {
    GatewayAnswer make() throws Exception;
  }
}
