package org.zonekeeper.gateway.zone;

import org.zonekeeper.gateway.protocol.Notification.Place;

/**
 * An outage of a zone began or ended.
 *
 * @param place where in the zone's story
 * @param outage 1, 2, 3 … as this gateway counts the zone's outages
 * @param outageBeganAt epoch milliseconds of the last sign of life before it
 */
public record ZoneChange(Kind kind, Cause cause, Place place, int outage, long outageBeganAt) {

  /** Which way. */
  public enum Kind {
    NOT_AVAILABLE,
    AVAILABLE
  }

  /** What the gateway went by; the names go over the wire. */
  public enum Cause {
    /** No sign of life for longer than the threshold. */
    HEARTBEAT_SILENCE,
    /** An unplanned change of owner, by the journal. */
    TAKEOVER,
    /** The silent owner speaks again, and carries on. */
    RESUMED,
    /** The silence was a planned change of owner. */
    HANDOVER
  }

  public String zone() {
    return place.zone();
  }
}
