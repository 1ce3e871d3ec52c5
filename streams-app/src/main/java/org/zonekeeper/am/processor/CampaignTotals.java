package org.zonekeeper.am.processor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.zonekeeper.domain.input.Input.CampaignElsewhere;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.CampaignCount;
import org.zonekeeper.schemas.state.CampaignRecord;
import org.zonekeeper.schemas.status.ZoneStatus;

/**
 * What the calls of campaigns came to today, zone by zone, as the owners say with their heartbeats:
 * so that a nuisance cap holds for a campaign wherever it is called for. Fed by who follows the
 * zones' status; asked by zones' tasks. Thread-safe.
 */
public final class CampaignTotals {
  /** Of one zone's status: far more campaigns than are called for in a zone on one day. */
  static final int MOST = 100;

  private final Map<String, List<CampaignCount>> byZone = new ConcurrentHashMap<>();

  /** Takes what an owner says; the last word counts, also of an owner that is gone. */
  public void take(ZoneStatus status) {
    byZone.put(status.getZone(), List.copyOf(status.getCampaigns()));
  }

  /**
   * The totals of all zones but this one, by campaign. A count is of the campaign's own day, so one
   * whose day does not have this instant in it is left out.
   *
   * @param now epoch milliseconds
   */
  List<CampaignElsewhere> elsewhereThan(String zone, long now) {
    Map<String, CampaignElsewhere> totals = new TreeMap<>();
    byZone.forEach(
        (other, counts) -> {
          if (!other.equals(zone)) {
            counts.stream()
                .filter(count -> count.getDayBeganAt() <= now && now < count.getDayEndsAt())
                .forEach(
                    count -> totals.merge(count.getCampaign(), one(count), CampaignTotals::sum));
          }
        });
    return List.copyOf(totals.values());
  }

  private static CampaignElsewhere one(CampaignCount count) {
    return new CampaignElsewhere(
        count.getCampaign(), 1, count.getLiveAnswered(), count.getNuisances());
  }

  private static CampaignElsewhere sum(CampaignElsewhere some, CampaignElsewhere more) {
    return new CampaignElsewhere(
        some.campaign(),
        some.zones() + more.zones(),
        some.liveAnswered() + more.liveAnswered(),
        some.nuisances() + more.nuisances());
  }

  /** What a zone has to say of itself; of too many campaigns, those with most calls. */
  static List<CampaignCount> of(ZoneView zone) {
    return zone.campaigns().stream()
        .filter(campaign -> campaign.getDayEndsAt() != 0)
        .filter(campaign -> campaign.getLiveAnswered() > 0)
        .sorted(Comparator.comparingLong(CampaignRecord::getLiveAnswered).reversed())
        .limit(MOST)
        .map(
            campaign ->
                new CampaignCount(
                    campaign.getCampaign(),
                    campaign.getDayBeganAt(),
                    campaign.getDayEndsAt(),
                    campaign.getLiveAnswered(),
                    campaign.getNuisances()))
        .toList();
  }
}
