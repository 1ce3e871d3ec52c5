package org.zonekeeper.check.evidence;

/**
 * A record of the journal topic that is no event and never was: no Agent Manager writes such a
 * thing, so somebody else did. That it is not an event which was damaged, the gapless sequence of
 * the events around it shows. Immutable.
 *
 * @param zone the zone whose partition it lies in
 * @param offset its place in the partition
 * @param fault why it cannot be read
 */
public record ForeignRecord(String zone, long offset, String fault) {}
