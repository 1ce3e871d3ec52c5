package org.zonekeeper.am.ownership;

/**
 * How long an owner may be silent before its silence is an outage. Read by the zone's task and by
 * {@link AdoptionJudge}; the gateway and the reports use the same two settings.
 *
 * @param outageThresholdMillis silence of an owner that announced nothing, milliseconds
 * @param handoverPatienceMillis silence when the owner lets go in good order, announced or in a
 *     rebalance that it takes part in, milliseconds
 */
public record Patience(long outageThresholdMillis, long handoverPatienceMillis) {

  public Patience {
    if (outageThresholdMillis <= 0 || handoverPatienceMillis < outageThresholdMillis) {
      throw new IllegalArgumentException(
          "patience with an announced handover (%d ms) must be at least the outage threshold (%d ms), and that above 0"
              .formatted(handoverPatienceMillis, outageThresholdMillis));
    }
  }
}
