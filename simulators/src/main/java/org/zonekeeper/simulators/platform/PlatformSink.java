package org.zonekeeper.simulators.platform;

import org.zonekeeper.schemas.fact.Facts.Fact;

/** Where the platform's facts and dials go. Called on the platform's thread, in order per zone. */
public interface PlatformSink {
  /** A fact to be reported; its header names the zone. */
  void fact(Fact fact);

  /** An attempt begins, right before its fact. */
  void attempt(Attempt attempt);

  /**
   * An attempt and the lease that it was made under.
   *
   * @param at when it was started, epoch milliseconds
   * @param validUntil end of the lease by the platform's clock, epoch milliseconds
   */
  record Attempt(
      long at, String zone, String callId, String jobId, String authorisationId, long validUntil) {}
}
