package org.zonekeeper.domain.apply;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.CampaignCountsLearned;
import org.zonekeeper.schemas.journal.CampaignDayBegan;
import org.zonekeeper.schemas.state.CampaignRecord;

/** Applications of events about campaigns, and what events about calls count in their campaign. */
final class CampaignApplications {
  /** A campaign without a job is kept this long behind its last day. */
  private static final long KEPT_MILLIS = Duration.ofDays(1).toMillis();

  private CampaignApplications() {}

  /** A campaign that is there already goes on counting: a job that starts anew opens no cap. */
  static void called(ZoneState state, String campaign) {
    if (state.campaign(campaign).isEmpty()) {
      state.putCampaign(CampaignRecord.newBuilder().setCampaign(campaign).build());
    }
  }

  /** What was counted before the first day was looked up is of that day. */
  static void dayBegan(ZoneState state, CampaignDayBegan e) {
    called(state, e.getCampaign());
    state.changeCampaign(
        e.getCampaign(),
        campaign -> {
          if (campaign.getDayEndsAt() != 0) {
            campaign.setLiveAnswered(0L);
            campaign.setNuisances(0L);
            campaign.setLiveAnsweredElsewhere(0L);
            campaign.setNuisancesElsewhere(0L);
          }
          campaign.setDayBeganAt(e.getDayBeganAt());
          campaign.setDayEndsAt(e.getDayEndsAt());
        });
    forgetBefore(state, e.getHeader().getAt() - KEPT_MILLIS);
  }

  private static void forgetBefore(ZoneState state, long time) {
    List<String> over =
        state.campaigns().stream()
            .filter(campaign -> campaign.getDayEndsAt() < time)
            .map(CampaignRecord::getCampaign)
            .filter(
                name ->
                    state.jobs().stream()
                        .noneMatch(job -> job.getSettings().getCampaign().equals(name)))
            .toList();
    over.forEach(state::removeCampaign);
  }

  static void countsLearned(ZoneState state, CampaignCountsLearned e) {
    state.changeCampaign(
        e.getCampaign(),
        campaign -> {
          campaign.setLiveAnsweredElsewhere(e.getLiveAnswered());
          campaign.setNuisancesElsewhere(e.getNuisances());
        });
  }

  static void countLiveAnswer(ZoneState state, String jobId) {
    count(state, jobId, campaign -> campaign.setLiveAnswered(campaign.getLiveAnswered() + 1));
  }

  static void countNuisance(ZoneState state, String jobId) {
    count(state, jobId, campaign -> campaign.setNuisances(campaign.getNuisances() + 1));
  }

  private static void count(ZoneState state, String jobId, Consumer<CampaignRecord> counting) {
    state
        .job(jobId)
        .ifPresent(job -> state.changeCampaign(job.getSettings().getCampaign(), counting));
  }
}
