package org.zonekeeper.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.check.Checker;
import org.zonekeeper.check.DomainFold;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.evidence.ForeignRecord;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.check.row.F16RecorderComplete;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.SystemRunPlan.Parts;
import org.zonekeeper.harness.rig.Rig;
import org.zonekeeper.harness.rig.RigLoad;
import org.zonekeeper.harness.rig.RigPlan;
import org.zonekeeper.harness.rig.RigPlan.Brokers;
import org.zonekeeper.harness.rig.RigPlan.Wiring;
import org.zonekeeper.simulators.recorder.SwitchedFaults;

/**
 * A contact centre that things happen to: one seed after the other, each with its own schedule of
 * blows, then rest, then the verdict of the checker. The verdict is on everything that was seen
 * since the contact centre opened, so that a later seed also finds what an earlier one left behind.
 * One thread.
 */
final class ChaosRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChaosRun.class);

  private final Rig rig;
  private final ChaosActions hands;
  private final int brokers;
  private boolean working = true;

  private ChaosRun(Rig rig, ChaosActions hands, int brokers) {
    this.rig = rig;
    this.hands = hands;
    this.brokers = brokers;
  }

  /**
   * Starts everything and waits until it works under load.
   *
   * @param progress is told in a few words what is going on
   */
  static ChaosRun open(RigLoad load, int brokers, Path directory, Consumer<String> progress)
      throws Exception {
    SwitchedFaults recorder = new SwitchedFaults();
    Parts settings = new Parts(Map.of("pacing.evidence.calls", "0"), Map.of(), load.platform());
    Rig rig =
        Rig.open(
            new RigPlan(load, directory, settings, Wiring.CABLED, recorder, Brokers.stock(brokers)),
            progress);
    return new ChaosRun(rig, new ChaosActions(rig, recorder, directory), brokers);
  }

  /**
   * Plays one seed. When it is broken off, that is its outcome, and nothing more can be played
   * here.
   *
   * @param mischief how long blows fall
   * @param progress is told of every blow
   */
  ChaosOutcome play(long seed, Duration mischief, Consumer<String> progress)
      throws InterruptedException {
    long begun = System.nanoTime();
    Map<ChaosFault, Integer> blows = new TreeMap<>();
    List<String> ended = new ArrayList<>();
    List<Judgement> results = List.of();
    Optional<String> brokenOff = Optional.empty();
    try {
      work();
      strike(
          new FaultSchedule(seed, RigPlan.AGENT_MANAGERS, brokers),
          mischief,
          progress,
          blows,
          ended);
      progress.accept("coming to rest");
      rest();
      results = judge();
    } catch (StartFailure
        | KafkaException
        | IOException
        | ExecutionException
        | TimeoutException e) {
      LOG.error("seed broken off seed={}", seed, e);
      brokenOff = Optional.of(e.toString());
    }
    return new ChaosOutcome(
        seed, Duration.ofNanos(System.nanoTime() - begun), blows, ended, results, brokenOff);
  }

  @Override
  public void close() throws IOException {
    rig.close();
  }

  private void strike(
      FaultSchedule schedule,
      Duration mischief,
      Consumer<String> progress,
      Map<ChaosFault, Integer> blows,
      List<String> ended)
      throws IOException, InterruptedException, ExecutionException {
    long end = System.nanoTime() + mischief.toNanos();
    while (System.nanoTime() < end) {
      ScheduledFault blow = schedule.next();
      progress.accept(blow.inWords());
      rig.stage().incidents().note("chaos", Map.of("blow", blow.inWords()));
      blows.merge(blow.mischief(), 1, Integer::sum);
      hands.strike(blow);
      // The rest is part of the schedule, not a wait for something to happen.
      Thread.sleep(blow.rest());
      ended.addAll(hands.revive());
    }
  }

  private void work() throws InterruptedException, ExecutionException, TimeoutException {
    if (!working) {
      rig.work().start();
      working = true;
    }
  }

  private void rest() throws InterruptedException, ExecutionException, TimeoutException {
    rig.condition().awaitSteady();
    rig.work().stop();
    working = false;
  }

  /** The recorder's log is read last, when it has what the journal had. */
  private List<Judgement> judge() throws IOException, InterruptedException {
    rig.flushTranscripts();
    List<ForeignRecord> foreign = new ArrayList<>();
    Evidence evidence = rig.stage().evidence(foreign::add);
    Map<String, Long> owed = new HashMap<>();
    evidence.journal().stream()
        .filter(F16RecorderComplete::isSent)
        .forEach(entry -> owed.put(entry.zone(), entry.sequence()));
    rig.condition().await("the recorder to have everything", () -> hasAll(owed));
    List<Judgement> results =
        new ArrayList<>(
            new Checker(DomainFold::new)
                .judgeAnyRun(
                    new Evidence(
                        evidence.journal(),
                        evidence.transcripts(),
                        evidence.platform(),
                        rig.stage().recorderLog(),
                        evidence.incidents())));
    results.add(hands.rubbish().judge(foreign));
    return results;
  }

  private boolean hasAll(Map<String, Long> owed) {
    Map<String, Long> positions = rig.stage().recorderPositions();
    return owed.entrySet().stream()
        .allMatch(zone -> positions.getOrDefault(zone.getKey(), 0L) >= zone.getValue());
  }
}
