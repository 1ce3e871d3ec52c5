package org.zonekeeper.cli.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.zonekeeper.check.Checker;
import org.zonekeeper.check.DomainFold;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.row.RecorderFed;
import org.zonekeeper.check.story.RowResult;
import org.zonekeeper.cluster.Cable;
import org.zonekeeper.stage.Stage;
import org.zonekeeper.stage.StagePlan.Parts;
import org.zonekeeper.stage.rig.Load;
import org.zonekeeper.stage.rig.Rig;
import org.zonekeeper.stage.rig.RigPlan;

/**
 * One run of chaos: the system under load, blow after blow for as long as was asked, then rest,
 * then the verdict of the checker on everything that was seen. One thread.
 */
final class ChaosRun {
  private static final long ANSWER_SECONDS = 60;

  private final long seed;
  private final Duration duration;
  private final Load load;
  private final Consumer<String> progress;

  /**
   * @param seed of the schedule, of customers and of agents
   * @param duration of the mischief
   */
  ChaosRun(long seed, Duration duration, Load load, Consumer<String> progress) {
    this.seed = seed;
    this.duration = duration;
    this.load = load;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param blows how many, by kind
   * @param ended Agent Managers that ended by themselves and were started again
   * @param results of the checker
   */
  record Outcome(Map<Mischief, Integer> blows, List<String> ended, List<RowResult> results) {
    boolean holds() {
      return results.stream().allMatch(RowResult::pass);
    }
  }

  Outcome play(Path directory) throws Exception {
    MoodyRecorder recorder = new MoodyRecorder();
    Map<String, Cable> peerCables = new TreeMap<>();
    Map<String, Map<String, String>> own = new HashMap<>();
    for (String id : RigPlan.AGENT_MANAGERS) {
      int port = Cable.freePort();
      Cable cable = Cable.to(0, port);
      peerCables.put(id, cable);
      own.put(
          id,
          Map.of(
              "peer.listen", "127.0.0.1:" + port, "peer.advertise", "127.0.0.1:" + cable.port()));
    }
    RigPlan plan =
        new RigPlan(
            load,
            directory,
            new Parts(Map.of("pacing.evidence.calls", "0"), own, Map.of(), load.platform()),
            Stream.concat(RigPlan.AGENT_MANAGERS.stream(), Stream.of(Stage.GATEWAY)).toList(),
            recorder);
    try (Rig rig = Rig.open(plan, progress)) {
      return play(rig, new Hands(rig, recorder, peerCables));
    } finally {
      peerCables.values().forEach(Cable::close);
    }
  }

  private Outcome play(Rig rig, Hands hands) throws Exception {
    Schedule schedule = new Schedule(seed, RigPlan.AGENT_MANAGERS);
    Map<Mischief, Integer> blows = new TreeMap<>();
    List<String> ended = new ArrayList<>();
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      Blow blow = schedule.next();
      progress.accept("seed %d: %s".formatted(seed, blow.inWords()));
      rig.stage().incidents().note("chaos", Map.of("blow", blow.inWords()));
      hands.strike(blow);
      blows.merge(blow.mischief(), 1, Integer::sum);
      Thread.sleep(blow.rest());
      ended.addAll(hands.revive());
    }
    comeToRest(rig);
    return new Outcome(blows, ended, judge(rig));
  }

  private void comeToRest(Rig rig)
      throws InterruptedException, ExecutionException, TimeoutException {
    progress.accept("seed %d: coming to rest".formatted(seed));
    rig.awaitSteady();
    for (String zone : rig.zones()) {
      var unused =
          rig.supervisor()
              .stopJob(zone, rig.load().job(zone))
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Transcripts first: of what desktops were told, the journal has everything by then. */
  private List<RowResult> judge(Rig rig) throws IOException, InterruptedException {
    rig.flushTranscripts();
    Evidence evidence = rig.stage().evidence();
    Map<String, Long> owed = new HashMap<>();
    evidence.journal().stream()
        .filter(RecorderFed::isSent)
        .forEach(entry -> owed.put(entry.zone(), entry.sequence()));
    rig.await("the recorder to have everything", () -> hasAll(rig, owed));
    return new Checker(DomainFold::new).judgeAnyRun(rig.stage().evidence());
  }

  private static boolean hasAll(Rig rig, Map<String, Long> owed) {
    Map<String, Long> positions = rig.stage().recorderPositions();
    return owed.entrySet().stream()
        .allMatch(zone -> positions.getOrDefault(zone.getKey(), 0L) >= zone.getValue());
  }
}
