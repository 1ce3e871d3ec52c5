package org.zonekeeper.harness.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.simulators.robots.GatewayAnswer;
import org.zonekeeper.simulators.robots.SupervisorDesktop;

/** What there is to do for a rig's agents: a job in every zone. Used by the rig's one thread. */
public final class RigWork {
  private static final int ANSWER_SECONDS = 60;
  private static final String ZONE_NOT_AVAILABLE = RefusalReason.ZONE_NOT_AVAILABLE.name();
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(250);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RigLoad load;
  private final SystemRun stage;
  private final SupervisorDesktop supervisor;
  private final HarnessWaits patience;
  private int shifts;

  RigWork(RigLoad load, SystemRun stage, SupervisorDesktop supervisor) {
    this.load = load;
    this.stage = stage;
    this.supervisor = supervisor;
    this.patience = new HarnessWaits(stage);
  }

  /**
   * Starts a job in every zone; each time another one.
   *
   * @throws StartFailure if that is refused for another reason than an outage
   */
  public void start() throws InterruptedException, ExecutionException, TimeoutException {
    shifts++;
    for (String zone : load.directory().zones()) {
      carryOut(
          "the start of job " + job(zone),
          zone,
          () -> supervisor.startJob(zone, job(zone), JSON.valueToTree(load.jobSettings())));
      if (load.previewAgents() > 0) {
        carryOut(
            "the start of job " + previewJob(zone),
            zone,
            () ->
                supervisor.startJob(
                    zone, previewJob(zone), JSON.valueToTree(load.previewSettings())));
      }
    }
  }

  /**
   * Stops the jobs that were started last: nothing more is dialled.
   *
   * @throws StartFailure as {@link #start}
   */
  public void stop() throws InterruptedException, ExecutionException, TimeoutException {
    for (String zone : load.directory().zones()) {
      carryOut("the stop of job " + job(zone), zone, () -> supervisor.stopJob(zone, job(zone)));
      if (load.previewAgents() > 0) {
        carryOut(
            "the stop of job " + previewJob(zone),
            zone,
            () -> supervisor.stopJob(zone, previewJob(zone)));
      }
    }
  }

  /**
   * As a supervisor would: what is refused because of an outage is asked again afterwards, and
   * again, since the gateway may hear of its end later than this observer.
   */
  private void carryOut(String what, String zone, Supplier<Future<GatewayAnswer>> command)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + HarnessWaits.LIMIT.toNanos();
    GatewayAnswer answer = command.get().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    while (answer.reason().equals(ZONE_NOT_AVAILABLE) && System.nanoTime() < deadline) {
      Thread.sleep(ASK_AGAIN_AFTER);
      patience.await(
          zone + " to work", () -> stage.zones().isAvailable(zone, RigCondition.BEAT_AGE));
      answer = command.get().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
    if (!answer.accepted()) {
      throw new StartFailure(
          "%s was refused: %s, %s".formatted(what, answer.reason(), answer.text()));
    }
  }

  private String job(String zone) {
    return load.job(zone) + "-" + shifts;
  }

  private String previewJob(String zone) {
    return load.previewJob(zone) + "-" + shifts;
  }
}
