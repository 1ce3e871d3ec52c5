package org.zonekeeper.bench.latency;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.zonekeeper.bench.direct.DirectLoad;
import org.zonekeeper.bench.direct.DirectLoadCounts;
import org.zonekeeper.bench.direct.DirectLoadObserver;
import org.zonekeeper.bench.direct.DirectLoadPlan;
import org.zonekeeper.bench.direct.DirectLoadSystem;
import org.zonekeeper.bench.report.BreakIn;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.gateway.app.Gateway;
import org.zonekeeper.harness.Until;
import org.zonekeeper.harness.rig.LogTail;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.robots.DesktopFleet;
import org.zonekeeper.simulators.robots.FleetPlan;
import org.zonekeeper.simulators.robots.Transcript;

/**
 * The same times as {@link LatencyBench}'s, at a rate that so many desktops would not fit beside:
 * some agents have real desktops at a real gateway, the crowd in the same zones speaks Kafka
 * itself. Platform, crowd, gateway and desktops share this process. Used by the command's one
 * thread.
 */
public final class CrowdedLatencyBench {
  /** An Agent Manager as it would run for months: compiled to the full. */
  private static final List<String> JVM_FLAGS = JvmFlags.shortPauses(1_024);

  private static final Duration STAFFED_WITHIN = Duration.ofMinutes(3);
  private static final Duration PACE_OVER = Duration.ofSeconds(5);

  /** Agents for each attempt a second; a little less than they turn out to need. */
  private static final double AGENTS_PER_ATTEMPT = 1.1;

  /** Steps towards the wanted pace; each adds what is missing. */
  private static final int MOST_STEPS = 8;

  /** The pace counts as reached within a fiftieth. */
  private static final double REACHED = 0.98;

  private final CrowdedLatencyPlan plan;
  private final DirectLoadPlan lean;
  private final Path directory;
  private final Path transcripts;
  private final Duration breakIn;
  private final Consumer<String> progress;
  private final LiveVoices voices = new LiveVoices();
  private final DesktopTimes desktops = new DesktopTimes();

  /**
   * @param directory for logs and data
   * @param breakIn longest time before anything counts, see {@link BreakIn}
   * @param progress is told what is going on
   */
  public CrowdedLatencyBench(
      CrowdedLatencyPlan plan, Path directory, Duration breakIn, Consumer<String> progress) {
    this.plan = plan;
    this.lean = DirectLoadPlan.shortCalls(plan.zones(), plan.seed());
    this.directory = directory;
    this.transcripts = directory.resolve("transcripts.jsonl");
    this.breakIn = breakIn;
    this.progress = progress;
  }

  /** Measures for so long, desktops and floor. */
  public Latency measure(Duration duration) throws Exception {
    Files.createDirectories(directory);
    try (DirectLoadSystem system = DirectLoadSystem.open(lean.directory(), directory, JVM_FLAGS)) {
      system.start("am-1", Map.of());
      try (DirectLoad load = DirectLoad.start(system, lean, voices);
          Gateway gateway = Gateway.start(system.gatewaySettings());
          JsonLinesFile lines = JsonLinesFile.appendTo(transcripts)) {
        int crowd = awaitPace(load);
        Transcript transcript = new Transcript(lines, InstantSource.system());
        try (DesktopFleet fleet = come(gateway, transcript)) {
          Until.holds(
              "%d desktops to log on".formatted(plan.desktops()),
              STAFFED_WITHIN,
              () -> fleet.counts().loggedOn() == fleet.agents().size());
          new BreakIn(system.processes(), breakIn, progress).atWork();
          progress.accept(
              "%d desktops beside %d agents without; measuring for %d s"
                  .formatted(fleet.agents().size(), crowd, duration.toSeconds()));
          DirectLoadCounts counts = listen(load, transcript, duration);
          return new Latency(
              counts.attemptsPerSecond(),
              desktops.answers(),
              desktops.notices(),
              new PassThroughLatency(system.bootstrapServers(), directory, JVM_FLAGS)
                  .millis(counts.perSecond(counts.answerMillis().size()), duration, progress));
        }
      }
    }
  }

  /**
   * More agents, until the platform starts as many attempts as it should.
   *
   * @return how many they are
   */
  private int awaitPace(DirectLoad load) throws InterruptedException {
    int agents = (int) (plan.callsPerSecond() * AGENTS_PER_ATTEMPT);
    for (int step = 0; step < MOST_STEPS; step++) {
      load.agents(agents);
      Until.holds("%d agents to log on".formatted(agents), STAFFED_WITHIN, load::staffed);
      // At first they are all idle at once and dialled for; the second time is the measuring.
      Thread.sleep(PACE_OVER);
      var unused = load.take();
      Thread.sleep(PACE_OVER);
      double pace = load.take().attemptsPerSecond();
      progress.accept("%d agents: %.0f attempts a second".formatted(agents, pace));
      if (pace >= plan.callsPerSecond() * REACHED) {
        break;
      }
      agents = (int) Math.ceil(agents * plan.callsPerSecond() / pace);
    }
    return agents;
  }

  private DirectLoadCounts listen(DirectLoad load, Transcript transcript, Duration duration)
      throws IOException, InterruptedException {
    try (LogTail seen = new LogTail(transcripts, DesktopTimes.LINES)) {
      var unused = load.take();
      voices.heard.clear();
      // The measurement's own length, not a wait for something to happen.
      Thread.sleep(duration);
      DirectLoadCounts counts = load.take();
      transcript.flush();
      voices.heard.forEach(desktops::liveVoice);
      seen.read(desktops::said);
      return counts;
    }
  }

  private DesktopFleet come(Gateway gateway, Transcript transcript) {
    return DesktopFleet.start(
        FleetPlan.from(
            Map.of("seed", Long.toString(plan.seed())),
            List.of(URI.create("ws://127.0.0.1:" + gateway.port())),
            FleetPlan.staff(lean.directory().zones(), plan.desktopsPerZone())),
        transcript);
  }

  /** When the platform reported each live voice. */
  private static final class LiveVoices implements DirectLoadObserver {
    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    @Override
    public void event(Event event, long at) {}

    @Override
    public void fact(Fact fact, long at) {
      if (fact instanceof LiveVoiceDetected voice) {
        heard.put(voice.getCallId(), at);
      }
    }
  }
}
