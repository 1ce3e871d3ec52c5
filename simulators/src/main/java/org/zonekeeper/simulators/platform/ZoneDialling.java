package org.zonekeeper.simulators.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.simulators.platform.DialList.Dial;
import org.zonekeeper.simulators.platform.PlatformSettings.Leases;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;

/**
 * Starts one zone's attempts, under leases: never more than authorised, never after the lease,
 * never under the lease of an owner that another has replaced. Confined to the platform's thread.
 */
final class ZoneDialling {
  private static final long SABOTAGE_PERIOD_MS = 500;

  private final ZoneLines zone;
  private final PlatformSettings settings;
  private final PlatformTimers timers;
  private final PlatformSink sink;
  private final Map<String, Job> jobs = new HashMap<>();
  private Leases leases;
  private long newestEpoch;
  private long attempts;

  /** What the zone's two halves share. */
  record ZoneLines(String name, String run, FactOutbox facts, ZoneCalls calls) {}

  /**
   * A lease as the platform keeps it.
   *
   * @param end by the platform's own clock, epoch milliseconds
   */
  private record Lease(AuthoriseDialling order, long end) {
    /** Never longer than it was given for, however far the owner's clock may be ahead. */
    static Lease received(AuthoriseDialling order, long now) {
      long length = order.getValidUntil() - order.getHeader().getIssuedAt();
      return new Lease(order, Math.min(order.getValidUntil(), now + length));
    }
  }

  private static final class Job {
    private final DialList list;
    private final double talkScale;
    private long dials;
    private String newestLease = "";
    private String askedInVain = "";

    Job(DialList list, double talkScale) {
      this.list = list;
      this.talkScale = talkScale;
    }
  }

  ZoneDialling(
      ZoneLines zone, PlatformSettings settings, PlatformTimers timers, PlatformSink sink) {
    this.zone = zone;
    this.settings = settings;
    this.timers = timers;
    this.sink = sink;
    this.leases = settings.faults().leases();
  }

  void leases(Leases wanted) {
    leases = wanted;
  }

  long attempts() {
    return attempts;
  }

  /** Every order shows who owns the zone now. */
  void sawEpoch(long epoch) {
    newestEpoch = Math.max(newestEpoch, epoch);
  }

  void authorise(AuthoriseDialling order, long now) {
    Job job = jobs.computeIfAbsent(order.getJobId(), id -> job(id, order.getCampaign()));
    job.newestLease = order.getAuthorisationId();
    Lease lease = Lease.received(order, now);
    long spacing = settings.lines().dialSpacing().toMillis();
    for (int i = 0; i < order.getCount(); i++) {
      timers.at(now + i * spacing, at -> dial(job, lease, at));
    }
    timers.at(lease.end() + SABOTAGE_PERIOD_MS, at -> dialOnUnasked(job, lease, at));
  }

  private Job job(String jobId, String campaign) {
    double meanSeconds = settings.dialling().listOf(campaign).meanTalkSeconds();
    double scale = meanSeconds == 0 ? 1 : settings.calls().talkMean().toMillis() / meanSeconds;
    DialList list = new DialList(jobId, campaign, settings.seed(), settings.dialling());
    return new Job(list, scale);
  }

  private void dial(Job job, Lease lease, long now) {
    if (leases == Leases.HONOURED && !valid(lease, now)) {
      return;
    }
    Optional<Dial> dial = job.list.next();
    if (dial.isEmpty()) {
      reportUsedUp(job, lease.order(), now);
      return;
    }
    start(job, lease, dial.get(), now);
  }

  /** Once for each lease that asks in vain: a job that was started anew must hear it again. */
  private void reportUsedUp(Job job, AuthoriseDialling lease, long now) {
    if (!job.askedInVain.equals(lease.getAuthorisationId())) {
      job.askedInVain = lease.getAuthorisationId();
      zone.facts().report(now, header -> new ContactsExhausted(header, lease.getJobId()));
    }
  }

  private boolean valid(Lease lease, long now) {
    return now <= lease.end() && lease.order().getHeader().getEpoch() >= newestEpoch;
  }

  private void start(Job job, Lease under, Dial dial, long now) {
    attempts++;
    AuthoriseDialling lease = under.order();
    String callId = "%s-%s-%s-%d".formatted(zone.name(), lease.getJobId(), zone.run(), ++job.dials);
    sink.attempt(
        new Attempt(
            now, zone.name(), callId, lease.getJobId(), lease.getAuthorisationId(), under.end()));
    zone.facts()
        .report(
            now,
            header ->
                new AttemptStarted(
                    header,
                    callId,
                    lease.getJobId(),
                    dial.contact().reference(),
                    lease.getAuthorisationId()));
    AttemptOutcome fate = AttemptOutcome.of(settings.seed(), dial, settings.calls(), job.talkScale);
    zone.calls().begin(callId, fate, lease.getRingTimeoutMs(), now);
  }

  /** The sabotaged platform dials on under its last lease until it gets a newer one. */
  private void dialOnUnasked(Job job, Lease lease, long now) {
    if (!job.newestLease.equals(lease.order().getAuthorisationId())) {
      return;
    }
    if (leases == Leases.IGNORED) {
      dial(job, lease, now);
    }
    timers.at(now + SABOTAGE_PERIOD_MS, at -> dialOnUnasked(job, lease, at));
  }
}
