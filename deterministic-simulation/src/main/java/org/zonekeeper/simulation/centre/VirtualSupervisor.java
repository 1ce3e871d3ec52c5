package org.zonekeeper.simulation.centre;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.BlendAgent;
import org.zonekeeper.schemas.command.BringZoneUp;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.ForceLogOff;
import org.zonekeeper.schemas.command.MoveAgent;
import org.zonekeeper.schemas.command.PauseJob;
import org.zonekeeper.schemas.command.ReleaseAgent;
import org.zonekeeper.schemas.command.ResumeJob;
import org.zonekeeper.schemas.command.SetBlendThresholds;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.command.StopJob;
import org.zonekeeper.schemas.command.TakeZoneDown;
import org.zonekeeper.schemas.common.BlendMeasure;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.MissedCallbackAction;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.simulation.time.VirtualTime;

/**
 * A zone's supervisor: starts its jobs, meddles with them and with agents all day, stops everything
 * at closing time. Confined to the world's thread.
 */
final class VirtualSupervisor {
  private static final List<PacingMode> PACINGS =
      List.of(
          PacingMode.PREDICTIVE,
          PacingMode.PROGRESSIVE,
          PacingMode.PREDICTIVE,
          PacingMode.PREVIEW,
          PacingMode.MANUAL);

  private static final List<MissedCallbackAction> MISSED =
      List.of(
          MissedCallbackAction.CLOSE, MissedCallbackAction.RETRY, MissedCallbackAction.NEXT_DAY);

  private static final String NAME = "supervisor-1";
  private static final long TRY_AGAIN_MS = 500;

  private final VirtualGateway desk;
  private final VirtualTime time;
  private final Shop shop;
  private final SplittableRandom chance;
  private final Set<String> ended = new HashSet<>();
  private boolean closing;

  /**
   * What there is to supervise.
   *
   * @param jobs by id
   * @param agents by id
   * @param campaign of every job
   * @param meddleMillis mean time between two changes; 0: never
   */
  record Shop(List<String> jobs, List<String> agents, String campaign, int meddleMillis) {
    Shop {
      jobs = List.copyOf(jobs);
      agents = List.copyOf(agents);
    }
  }

  VirtualSupervisor(VirtualGateway desk, VirtualTime time, Shop shop, SplittableRandom chance) {
    this.desk = desk;
    this.time = time;
    this.shop = shop;
    this.chance = chance;
    desk.whenJobEnds(this::ended);
  }

  void open() {
    shop.jobs().forEach(this::start);
    tell(thresholds());
    if (shop.meddleMillis() > 0) {
      meddleLater();
    }
  }

  /** Every job is stopped, and none is started again. */
  void close() {
    closing = true;
    shop.jobs().forEach(this::stop);
  }

  /** Whether every job has come to its end since closing time. */
  boolean closed() {
    return closing && ended.containsAll(shop.jobs());
  }

  private void start(String job) {
    if (closing) {
      return;
    }
    desk.ask(
        new StartJob(job, settings()),
        NAME,
        ActorRole.SUPERVISOR,
        reply -> {
          if (reply.is(RefusalReason.ZONE_NOT_AVAILABLE)
              || reply.is(RefusalReason.ZONE_GOING_DOWN)) {
            time.after(TRY_AGAIN_MS, () -> start(job));
          }
        });
  }

  private void stop(String job) {
    desk.ask(
        new StopJob(job),
        NAME,
        ActorRole.SUPERVISOR,
        reply -> {
          if (reply.is(RefusalReason.ZONE_NOT_AVAILABLE)) {
            time.after(TRY_AGAIN_MS, () -> stop(job));
          } else if (reply.is(RefusalReason.UNKNOWN_JOB)) {
            ended.add(job);
          }
        });
  }

  private void ended(String job) {
    if (closing) {
      ended.add(job);
    } else {
      time.after(1_000 + chance.nextInt(2_000), () -> start(job));
    }
  }

  private void meddleLater() {
    time.after(
        shop.meddleMillis() / 2 + chance.nextInt(shop.meddleMillis()),
        () -> {
          if (!closing) {
            meddle();
            meddleLater();
          }
        });
  }

  private void meddle() {
    String job = any(shop.jobs());
    switch (chance.nextInt(17)) {
      case 12 -> tell(new ReleaseAgent(any(shop.agents())));
      case 13 -> tell(new BlendAgent(any(shop.agents()), WorkDirection.INBOUND));
      case 14 -> tell(new BlendAgent(any(shop.agents()), WorkDirection.OUTBOUND));
      case 15 -> tell(thresholds());
      case 16 -> tell(new SetBlendThresholds(VirtualAgent.INBOUND_SKILL, null, null, null));
      case 11 -> tell(new ForceLogOff(any(shop.agents()), "a drill"));
      case 10 -> takeDownForAWhile();
      case 0 -> tell(new StopJob(job));
      case 1, 2 -> {
        tell(new PauseJob(job));
        time.after(500 + chance.nextInt(1_500), () -> tell(new ResumeJob(job)));
      }
      case 3, 4, 5 -> tell(new MoveAgent(any(shop.agents()), job));
      default -> tell(change(job));
    }
  }

  private SetBlendThresholds thresholds() {
    boolean calls = chance.nextBoolean();
    long release = calls ? chance.nextInt(3) : chance.nextInt(3_000);
    return new SetBlendThresholds(
        VirtualAgent.INBOUND_SKILL,
        calls ? BlendMeasure.WAITING_CALLS : BlendMeasure.LONGEST_WAIT_MS,
        release + 1 + chance.nextInt(calls ? 4 : 4_000),
        release);
  }

  /** F22. Without a failover zone, since a world's gateway serves one zone. */
  private void takeDownForAWhile() {
    tell(new TakeZoneDown(null, 500L + chance.nextInt(4_000), "a drill"));
    time.after(1_000 + chance.nextInt(6_000), this::bringUp);
  }

  private void bringUp() {
    desk.ask(
        new BringZoneUp("the drill is over"),
        NAME,
        ActorRole.SUPERVISOR,
        reply -> {
          if (reply.is(RefusalReason.ZONE_NOT_AVAILABLE)) {
            time.after(TRY_AGAIN_MS, this::bringUp);
          }
        });
  }

  private ChangeJob change(String job) {
    ChangeJob change = new ChangeJob();
    change.setJobId(job);
    switch (chance.nextInt(5)) {
      case 0 -> change.setPriority(1 + chance.nextInt(10));
      case 1 -> change.setCallQueuing(chance.nextBoolean());
      case 2 -> change.setQueueLimit(chance.nextInt(6));
      case 3 -> change.setMaxAgents(1 + chance.nextInt(shop.agents().size()));
      default -> {
        change.setPacing(PacingMode.PREDICTIVE);
        change.setMaxDialRatio(1 + 2 * chance.nextDouble());
      }
    }
    return change;
  }

  private void tell(Command command) {
    desk.ask(command, NAME, ActorRole.SUPERVISOR, reply -> {});
  }

  private JobSettings settings() {
    return JobSettings.newBuilder()
        .setCampaign(shop.campaign())
        .setPriority(1 + chance.nextInt(10))
        .setMinAgents(chance.nextInt(3))
        .setPacing(any(PACINGS))
        .setPreviewLimitMs(1_000 + chance.nextInt(3_000))
        .setPreviewTimed(chance.nextBoolean())
        .setPreviewCancellable(chance.nextInt(4) > 0)
        .setMaxRedials(chance.nextInt(3))
        .setMaxDialRatio(1 + 2 * chance.nextDouble())
        .setNuisanceCapPercent(100 * chance.nextDouble())
        .setCallQueuing(chance.nextInt(3) > 0)
        .setQueueLimit(1 + chance.nextInt(5))
        .setQueueTimeoutMs(2_000 + chance.nextInt(6_000))
        .setWrapUpLimitMs(2_000 + chance.nextInt(4_000))
        .setWrapUpExtensionMs(1_000)
        .setMaxWrapUpExtensions(chance.nextInt(3))
        .setCompletionCodes(new ArrayList<>(List.of("Sale", "No_Sale")))
        .setCallingHoursFrom("00:00")
        .setCallingHoursTo("24:00")
        .setCallbackWindowMs(60_000)
        .setCallbackPreferredMs(chance.nextInt(5_000))
        .setCallbackRetryMs(1_000 + chance.nextInt(4_000))
        .setCallbackMaxTries(1 + chance.nextInt(4))
        .setMissedCallbacks(any(MISSED))
        .setCallbacksOutliveJob(chance.nextBoolean())
        .setOriginateAllowed(true)
        .setRingTimeoutMs(5_000)
        .setMaxCallTimeMs(30_000)
        .setFirstDispositionTimeoutMs(12_000)
        .build();
  }

  private <T> T any(List<T> list) {
    return list.get(chance.nextInt(list.size()));
  }
}
