package org.zonekeeper.gateway.zone;

/**
 * How long a zone's owner may give no sign of life.
 *
 * @param silenceMs until it counts as an outage: the same threshold as the Agent Managers'
 * @param handoverMs the same while the owner has announced that it hands the zone over
 */
public record OwnerSilenceLimits(long silenceMs, long handoverMs) {}
