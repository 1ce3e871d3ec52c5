package org.zonekeeper.domain.decide;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.domain.input.Input.CampaignElsewhere;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.journal.CampaignCountsLearned;
import org.zonekeeper.schemas.journal.CampaignDayBegan;
import org.zonekeeper.schemas.state.CampaignRecord;
import org.zonekeeper.schemas.state.JobRecord;

/**
 * Decides when the days of campaigns begin, and takes what other zones counted. The bounds of a day
 * stand in its event, so that a fold needs no table of time zones. Stateless; called by the engine.
 */
public final class Campaigns {
  private Campaigns() {}

  /** The next day of each campaign that has a job and whose last day is over. */
  public static void beginDays(Decision draft) {
    Set<String> begun = new HashSet<>();
    for (JobRecord job : draft.zone().jobs()) {
      JobSettings settings = job.getSettings();
      if (!isToday(draft, settings.getCampaign()) && begun.add(settings.getCampaign())) {
        ZoneId region = regionOf(settings.getTimeZone()).orElse(ZoneOffset.UTC);
        LocalDate day = Instant.ofEpochMilli(draft.now()).atZone(region).toLocalDate();
        draft.add(
            new CampaignDayBegan(
                settings.getCampaign(),
                settings.getTimeZone(),
                day.atStartOfDay(region).toInstant().toEpochMilli(),
                day.plusDays(1).atStartOfDay(region).toInstant().toEpochMilli()));
      }
    }
  }

  private static boolean isToday(Decision draft, String campaign) {
    return draft
        .zone()
        .campaign(campaign)
        .filter(known -> draft.now() < known.getDayEndsAt())
        .isPresent();
  }

  /** What differs from what is known, of campaigns that this zone has. */
  public static void learn(Iterable<CampaignElsewhere> counts, Decision draft) {
    for (CampaignElsewhere count : counts) {
      draft
          .zone()
          .campaign(count.campaign())
          .filter(known -> isNews(count, known))
          .ifPresent(
              known ->
                  draft.add(
                      new CampaignCountsLearned(
                          count.campaign(),
                          count.zones(),
                          count.liveAnswered(),
                          count.nuisances())));
    }
  }

  private static boolean isNews(CampaignElsewhere count, CampaignRecord known) {
    return count.liveAnswered() != known.getLiveAnsweredElsewhere()
        || count.nuisances() != known.getNuisancesElsewhere();
  }

  /** What is wrong with a job's time zone beside the other jobs of its campaign, if anything is. */
  static Optional<String> timeZoneFault(JobSettings settings, Decision draft) {
    if (regionOf(settings.getTimeZone()).isEmpty()) {
      return Optional.of(
          "timeZone is %s; allowed: a region, such as Europe/Vienna, or UTC"
              .formatted(settings.getTimeZone()));
    }
    return draft.zone().jobs().stream()
        .filter(job -> job.getSettings().getCampaign().equals(settings.getCampaign()))
        .filter(job -> !job.getSettings().getTimeZone().equals(settings.getTimeZone()))
        .findFirst()
        .map(
            job ->
                "timeZone is %s; allowed: %s, which campaign %s has with job %s"
                    .formatted(
                        settings.getTimeZone(),
                        job.getSettings().getTimeZone(),
                        settings.getCampaign(),
                        job.getJobId()));
  }

  /** Empty for one that this program does not know: another owner's table may be a newer one. */
  private static Optional<ZoneId> regionOf(String timeZone) {
    try {
      return Optional.of(ZoneId.of(timeZone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
