package org.zonekeeper.domain.decide;

import java.util.Optional;
import java.util.function.ToLongFunction;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.state.Leases;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.state.Authorisation;
import org.zonekeeper.schemas.state.CampaignRecord;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Decides how many attempts the platform may start. Progressive: one for each idle agent.
 * Predictive: up to {@code maxDialRatio} for each, less as the campaign's nuisance rate of the day
 * nears its cap, and no more than progressive from the cap on. Immutable; called by the engine on
 * ticks.
 */
public final class Pacing {
  private final DomainSettings settings;

  public Pacing(DomainSettings settings) {
    this.settings = settings;
  }

  /** A zone that goes down dials nothing. */
  public void decide(Decision draft) {
    if (ZoneShutdown.isUnderWay(draft)) {
      return;
    }
    for (JobRecord job : draft.zone().jobs()) {
      if (job.getPhase() == JobPhase.RUNNING && !pacedOfLate(job, draft.now())) {
        int count = wanted(job, draft);
        if (count > 0) {
          authorise(job, count, draft);
        }
      }
    }
  }

  private void authorise(JobRecord job, int count, Decision draft) {
    draft.add(
        new DiallingAuthorised(
            draft.nextId(),
            job.getJobId(),
            job.getSettings().getCampaign(),
            count,
            draft.now() + settings.lease().toMillis(),
            job.getSettings().getRingTimeoutMs(),
            job.getSettings().getPacing()));
  }

  private int wanted(JobRecord job, Decision draft) {
    int idle = draft.zone().agentIndex().idle(job.getJobId()).size();
    // Whoever is to go to another job, or to call somebody back, takes the calls that are under
    // way, and no more.
    int staying =
        idle
            - draft.zone().staffIndex().leaving(job.getJobId()).size()
            - CallbackOffers.promised(job, draft.zone(), draft.now());
    return staying <= 0 ? 0 : room(job, staying, draft.zone(), draft.now());
  }

  /** Whether the job's calls under way can do without one of its idle agents. */
  public boolean canSpareOne(JobRecord job, ZoneView zone, long now) {
    return room(job, zone.agentIndex().idle(job.getJobId()).size() - 1, zone, now) >= 0;
  }

  /** How many more calls so many idle agents could have under way; negative: fewer. */
  private int room(JobRecord job, int idle, ZoneView zone, long now) {
    return (int) Math.floor(idle * dialRatio(job, zone, now))
        - zone.callIndex().withoutAgent(job.getJobId())
        - unusedLeases(job, now);
  }

  /**
   * The rate is the campaign's of the day, in all zones, as far as this one has heard of them. It
   * is weighed against evidence that stands exactly at the cap, so that a day starts carefully and
   * one early nuisance call does not stop the job.
   */
  double dialRatio(JobRecord job, ZoneView zone, long now) {
    JobSettings s = job.getSettings();
    if (s.getPacing() != PacingMode.PREDICTIVE || s.getNuisanceCapPercent() <= 0) {
      return 1;
    }
    Optional<CampaignRecord> today =
        zone.campaign(s.getCampaign())
            .filter(campaign -> campaign.getDayEndsAt() == 0 || now < campaign.getDayEndsAt());
    double cap = s.getNuisanceCapPercent() / 100;
    double answered =
        count(today, CampaignRecord::getLiveAnswered, CampaignRecord::getLiveAnsweredElsewhere)
            + settings.pacingEvidence();
    double nuisances =
        count(today, CampaignRecord::getNuisances, CampaignRecord::getNuisancesElsewhere)
            + cap * settings.pacingEvidence();
    double rate = answered == 0 ? 0 : nuisances / answered;
    double room = Math.clamp((cap - rate) / cap, 0, 1);
    return 1 + (s.getMaxDialRatio() - 1) * room;
  }

  private static long count(
      Optional<CampaignRecord> campaign,
      ToLongFunction<CampaignRecord> here,
      ToLongFunction<CampaignRecord> elsewhere) {
    return campaign.map(of -> here.applyAsLong(of) + elsewhere.applyAsLong(of)).orElse(0L);
  }

  /** A lease counts as used until its attempts must have been reported. */
  private int unusedLeases(JobRecord job, long now) {
    return Leases.of(job)
        .filter(one -> one.getValidUntil() + settings.leaseReportGrace().toMillis() > now)
        .mapToInt(Authorisation::getLeft)
        .sum();
  }

  private boolean pacedOfLate(JobRecord job, long now) {
    long authorisedAfter = now - settings.pacingInterval().toMillis() + settings.lease().toMillis();
    return Leases.of(job).anyMatch(one -> one.getValidUntil() > authorisedAfter);
  }
}
