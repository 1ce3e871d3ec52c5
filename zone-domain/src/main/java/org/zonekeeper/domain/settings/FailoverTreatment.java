package org.zonekeeper.domain.settings;

import org.zonekeeper.schemas.common.FailoverPolicy;

/**
 * What a zone makes of the loss of its owner. Immutable.
 *
 * @param policy which calls an outage costs
 * @param toleranceMillis an unplanned change of owner after a silence no longer than this is
 *     treated like a planned handover; 0: none is
 */
public record FailoverTreatment(FailoverPolicy policy, long toleranceMillis) {
  /** Announced every time, and every waiting call is marked. */
  public static final FailoverTreatment MARK_ALL =
      new FailoverTreatment(FailoverPolicy.MARK_ALL, 0);

  public FailoverTreatment {
    if (toleranceMillis < 0) {
      throw new IllegalArgumentException(
          "the failover tolerance is %d ms; allowed: 0 or more".formatted(toleranceMillis));
    }
  }
}
