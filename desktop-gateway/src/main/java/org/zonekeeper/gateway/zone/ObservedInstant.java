package org.zonekeeper.gateway.zone;

/**
 * One instant on two clocks.
 *
 * @param observed milliseconds that the gateway has been watching, see {@link ObservedTime}; for
 *     measuring silence
 * @param wall epoch milliseconds, UTC; for stamping messages
 */
public record ObservedInstant(long observed, long wall) {}
