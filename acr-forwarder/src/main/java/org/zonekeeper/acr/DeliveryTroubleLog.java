package org.zonekeeper.acr;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that a zone's delivery is in trouble, and once that it is over; what is in between
 * shows in the lag. Needs for a person are said every time. Used by its pipeline only.
 */
final class DeliveryTroubleLog {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryTroubleLog.class);

  private final String zone;
  private final LongSupplier nanos;
  private String reason = "";
  private long since;

  DeliveryTroubleLog(String zone, LongSupplier nanos) {
    this.zone = zone;
    this.nanos = nanos;
  }

  /** It will be tried again after the pause, and may well work then. */
  void isThere(String what, Duration pause) {
    if (reason.isEmpty()) {
      LOG.warn(
          "recorder in trouble zone={} reason=\"{}\" nextAttemptMs={}",
          zone,
          what,
          pause.toMillis());
    }
    begin(what);
  }

  /** It will be tried again after the pause, but is not likely to work before somebody acts. */
  void needsSomebody(String what, Duration pause) {
    LOG.error(
        "zone stands still zone={} reason=\"{}\" nextAttemptMs={}: nothing is skipped; its events"
            + " wait in the journal",
        zone,
        what,
        pause.toMillis());
    begin(what);
  }

  void isOver() {
    if (!reason.isEmpty()) {
      LOG.info(
          "recorder works again zone={} afterMs={}",
          zone,
          Duration.ofNanos(nanos.getAsLong() - since).toMillis());
      reason = "";
    }
  }

  /** The latest reason; empty: no trouble. */
  String reason() {
    return reason;
  }

  private void begin(String what) {
    if (reason.isEmpty()) {
      since = nanos.getAsLong();
    }
    reason = what;
  }
}
