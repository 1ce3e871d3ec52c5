package org.zonekeeper.stage.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zonekeeper.cluster.ChildProcess;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.StartFailure;
import org.zonekeeper.cluster.cable.CableProcess;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.sim.log.JsonLines;
import org.zonekeeper.sim.robots.Answer;
import org.zonekeeper.sim.robots.DesktopFleet;
import org.zonekeeper.sim.robots.FleetPlan;
import org.zonekeeper.sim.robots.SupervisorDesktop;
import org.zonekeeper.sim.robots.Transcript;
import org.zonekeeper.stage.Copies;
import org.zonekeeper.stage.EvidenceFiles;
import org.zonekeeper.stage.OpenParts;
import org.zonekeeper.stage.Stage;
import org.zonekeeper.stage.StagePlan;
import org.zonekeeper.stage.StagePlan.Parts;
import org.zonekeeper.stage.StagePlan.Parts.Classes;
import org.zonekeeper.stage.StagePlan.Parts.Clocks;
import org.zonekeeper.stage.StagePlan.Parts.Jvms;
import org.zonekeeper.stage.rig.RigPlan.Wiring;

/**
 * The whole system under load: a broker with stock limits, a registry and the Agent Managers as
 * processes of their own; gateway, forwarder, recorder, platform and all desktops in this one, over
 * real sockets. Opened, used and closed by the benchmark's one thread.
 */
public final class Rig implements AutoCloseable {
  private static final int ANSWER_SECONDS = 60;
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Each look has every Agent Manager ask the broker. */
  private static final Duration COUNT_COPIES_EVERY = Duration.ofMillis(500);

  private static final Duration BEAT_AGE = Duration.ofSeconds(1);
  private static final Duration SETTLED_FOR = Duration.ofSeconds(3);
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(4);

  private static final Duration PACE_OVER = Duration.ofSeconds(5);
  private static final double PACE_MARGIN = 1.15;

  /** A few calls a second are never even, attempts a second. */
  private static final double PACE_NOISE = 2;

  /** Robots take breaks from being logged on only when they are thrown out: 1 in 50 may be out. */
  private static final double STAFFED = 0.98;

  /** Whose ways to the brokers can be cut. */
  private static final List<String> CABLED =
      Stream.concat(RigPlan.AGENT_MANAGERS.stream(), Stream.of(Stage.GATEWAY)).toList();

  private static final String ZONE_NOT_AVAILABLE = RefusalReason.ZONE_NOT_AVAILABLE.name();
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(250);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Load load;
  private final RigPlan plan;
  private final OpenParts parts = new OpenParts("the rig");
  private final Copies copies = parts.keep(new Copies());
  private LocalCluster cluster;
  private Network network;
  private Stage stage;
  private Transcript transcript;
  private SupervisorDesktop supervisor;
  private DesktopFleet fleet;
  private int shifts;

  private Rig(RigPlan plan) {
    this.plan = plan;
    this.load = plan.load();
  }

  /**
   * Starts everything and waits until it works under load.
   *
   * @param progress is told in a few words what is going on
   * @throws StartFailure if a part does not start or the load does not come up in time
   */
  public static Rig open(RigPlan plan, Consumer<String> progress) throws Exception {
    Rig rig = new Rig(plan);
    try {
      rig.start(progress);
      return rig;
    } catch (Exception e) {
      rig.parts.closeAfter(e);
      throw e;
    }
  }

  /** The system without the desktops. */
  public Stage stage() {
    return stage;
  }

  /** Broker and registry. */
  public LocalCluster cluster() {
    return cluster;
  }

  /** What can be cut; nothing, in a rig that is wired directly. */
  public Network network() {
    return network;
  }

  /** A supervisor at a console. */
  public SupervisorDesktop supervisor() {
    return supervisor;
  }

  /** The desktops. */
  public DesktopFleet fleet() {
    return fleet;
  }

  /** What it was told to do. */
  public Load load() {
    return load;
  }

  /** Makes everything visible that the desktops have seen so far. */
  public void flushTranscripts() {
    transcript.flush();
  }

  /** The zones of an Agent Manager, as the last heartbeats have them. */
  public List<String> zonesOf(String agentManager) {
    return zones().stream()
        .filter(zone -> stage.zones().ownerOf(zone).filter(agentManager::equals).isPresent())
        .toList();
  }

  /** All zones. */
  public List<String> zones() {
    return load.directory().zones();
  }

  /**
   * Waits until every zone works, every living Agent Manager has its share of them, nothing has
   * moved for a while, and the agents are at work.
   */
  public void awaitSteady() throws InterruptedException {
    long[] since = {System.nanoTime()};
    var owners = new HashMap<String, String>();
    await(
        "zones to be shared out, settled and staffed",
        () -> {
          Map<String, String> now = ownersNow();
          if (!now.equals(owners) || !isShared(now) || !isStaffed()) {
            owners.clear();
            owners.putAll(now);
            since[0] = System.nanoTime();
          }
          return System.nanoTime() - since[0] > SETTLED_FOR.toNanos();
        });
  }

  /**
   * Waits until every zone also has the standbys again that it is to have: one that loses its owner
   * before that is restored from its changelog. A second loss is not what is measured.
   */
  public void awaitRedundant() throws InterruptedException {
    int alive = stage.agentManagers().alive().size();
    int wanted = 1 + Math.min(plan.standbys(), alive - 1);
    if (wanted > 1) {
      await("every zone's standby to catch up", COUNT_COPIES_EVERY, () -> hasCopies(wanted));
    }
    awaitSteady();
  }

  /** Starts a job in every zone, so that there is something to do; each time another one. */
  public void startWork() throws InterruptedException, ExecutionException, TimeoutException {
    shifts++;
    for (String zone : zones()) {
      carryOut(
          "the start of job " + job(zone),
          zone,
          () -> supervisor.startJob(zone, job(zone), JSON.valueToTree(load.jobSettings())));
    }
  }

  /** Stops the jobs that {@link #startWork} started last: nothing more is dialled. */
  public void stopWork() throws InterruptedException, ExecutionException, TimeoutException {
    for (String zone : zones()) {
      carryOut("the stop of job " + job(zone), zone, () -> supervisor.stopJob(zone, job(zone)));
    }
  }

  /**
   * As a supervisor would: what is refused because of an outage is asked again afterwards, and
   * again, since the gateway may hear of its end later than this observer.
   */
  private void carryOut(String what, String zone, Supplier<Future<Answer>> command)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
    Answer answer = command.get().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    while (answer.reason().equals(ZONE_NOT_AVAILABLE) && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.sleep(ASK_AGAIN_AFTER.toNanos());
      await(zone + " to work", () -> stage.zones().isAvailable(zone, BEAT_AGE));
      answer = command.get().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
    if (!answer.accepted()) {
      throw new StartFailure(
          "%s was refused: %s, %s".formatted(what, answer.reason(), answer.text()));
    }
  }

  /**
   * At first all agents are idle at once, and the platform dials for all of them: waits until the
   * pace has come down to the wanted one, for minutes at most.
   *
   * @return attempts a second
   */
  public double awaitPace() throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos() / 2;
    double pace;
    do {
      long before = stage.platform().counts().get().attempts();
      TimeUnit.NANOSECONDS.sleep(PACE_OVER.toNanos());
      long more = stage.platform().counts().get().attempts() - before;
      pace = (double) more / PACE_OVER.toSeconds();
    } while (pace > load.callsPerSecond() * PACE_MARGIN + PACE_NOISE
        && System.nanoTime() < deadline);
    return pace;
  }

  /**
   * Waits for a condition.
   *
   * @throws StartFailure if it does not hold within minutes
   */
  public void await(String what, BooleanSupplier condition) throws InterruptedException {
    await(what, LOOK_EVERY, condition::getAsBoolean);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private void await(String what, Duration lookEvery, Condition condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
    while (!condition.holds()) {
      if (stage.zones().failure().isPresent()) {
        throw new StartFailure(
            "the journal cannot be read any more: " + stage.zones().failure().get(),
            stage.zones().failure().get());
      }
      if (System.nanoTime() > deadline) {
        throw new StartFailure(
            "waited %d s in vain for %s; logs in %s"
                .formatted(SETTLES_WITHIN.toSeconds(), what, stage.files().directory()));
      }
      TimeUnit.NANOSECONDS.sleep(lookEvery.toNanos());
    }
  }

  private void start(Consumer<String> progress) throws Exception {
    EvidenceFiles files = new EvidenceFiles(plan.directory());
    LocalCluster.Builder brokers =
        LocalCluster.in(files.cluster())
            .brokers(plan.brokers().count())
            .limits(plan.brokers().limits())
            .longLived();
    if (isCabled()) {
      CableProcess cables = parts.keep(CableProcess.start(files.cables()));
      cluster = parts.keep(brokers.cables(cables, CABLED).start());
      network = Network.cabled(cluster, cables, RigPlan.AGENT_MANAGERS);
    } else {
      cluster = parts.keep(brokers.start());
      network = Network.direct(cluster);
    }
    progress.accept("broker and registry are up");
    stage =
        parts.keep(
            Stage.open(
                new StagePlan(
                    load.directory(), RigPlan.AGENT_MANAGERS, settings(), plan.recorderFaults()),
                cluster,
                files,
                progress));
    transcript =
        new Transcript(parts.keep(JsonLines.appendTo(files.transcripts())), InstantSource.system());
    supervisor =
        parts.keep(
            SupervisorDesktop.connect(stage.gateway(), "bench", transcript, notice -> {})
                .get(ANSWER_SECONDS, TimeUnit.SECONDS));
    startWork();
    fleet =
        parts.keep(
            DesktopFleet.start(
                FleetPlan.from(
                    Map.of("seed", Long.toString(load.seed()), "relogin.ms", "1500"),
                    List.of(stage.gateway()),
                    FleetPlan.staff(zones(), load.agentsPerZone())),
                transcript));
    progress.accept("%d agents come to work in %d zones".formatted(load.agents(), load.zones()));
    awaitSteady();
  }

  private boolean isCabled() {
    return plan.wiring() == Wiring.CABLED;
  }

  private Parts settings() {
    Parts wanted = plan.settings();
    return new Parts(
        wanted.agentManager(),
        network.settings(),
        wanted.gateway(),
        wanted.platform(),
        new Jvms(isCabled() ? Clocks.SETTABLE : Clocks.HOSTS, Classes.ARCHIVE));
  }

  private String job(String zone) {
    return load.job(zone) + "-" + shifts;
  }

  private Map<String, String> ownersNow() {
    return zones().stream()
        .filter(zone -> stage.zones().isAvailable(zone, BEAT_AGE))
        .collect(Collectors.toMap(zone -> zone, zone -> stage.zones().ownerOf(zone).orElse("")));
  }

  private boolean isShared(Map<String, String> owners) {
    List<String> alive = stage.agentManagers().alive();
    int least = zones().size() / alive.size();
    return owners.size() == zones().size()
        && alive.stream()
            .map(id -> owners.values().stream().filter(id::equals).count())
            .allMatch(share -> share >= least && share <= least + 1);
  }

  private boolean hasCopies(int wanted) throws InterruptedException {
    List<ChildProcess> agentManagers =
        stage.agentManagers().alive().stream().map(stage.agentManagers()::process).toList();
    Map<String, Integer> there = copies.count(agentManagers);
    return zones().stream().allMatch(zone -> there.getOrDefault(zone, 0) >= wanted);
  }

  private boolean isStaffed() {
    return fleet.counts().loggedOn() >= STAFFED * load.agentsPerZone() * load.zones();
  }

  /**
   * Stops everything, last started first; each part gets its turn whatever the others did.
   *
   * @throws IOException with all troubles there were
   */
  @Override
  public void close() throws IOException {
    parts.close();
  }
}
