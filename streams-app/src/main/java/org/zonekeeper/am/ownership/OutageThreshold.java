package org.zonekeeper.am.ownership;

import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * How long an owner may be silent before its silence is an outage. Read by the zone's task and by
 * {@link AdoptionJudge}; the gateway and the reports use the same two settings.
 *
 * @param outageThresholdMillis silence of an owner that announced nothing, milliseconds
 * @param handoverPatienceMillis silence of an owner that announced that it lets go, milliseconds
 */
public record OutageThreshold(long outageThresholdMillis, long handoverPatienceMillis) {

  public OutageThreshold {
    if (outageThresholdMillis <= 0 || handoverPatienceMillis < outageThresholdMillis) {
      throw new IllegalArgumentException(
          "patience with an announced handover (%d ms) must be at least the outage threshold (%d ms), and that above 0"
              .formatted(handoverPatienceMillis, outageThresholdMillis));
    }
  }

  /**
   * Whether the zone's announced handover was not followed for so long that it says nothing about
   * what happens now.
   *
   * @param now or when its owner was last seen, epoch milliseconds
   */
  public boolean lapsed(ZoneRecord zone, long now) {
    long announcedAt = zone.getHandoverAnnouncedAt();
    return announcedAt != 0 && now - announcedAt > handoverPatienceMillis;
  }

  /**
   * The longest silence of an owner that announced nothing, whether it keeps its zone or another
   * has it now, milliseconds: what the zone tolerates does not count.
   */
  public long silenceLimit(FailoverTreatment failover) {
    return outageThresholdMillis + failover.toleranceMillis();
  }
}
