package org.zonekeeper.simulators.platform;

/**
 * The platform at a glance.
 *
 * @param attempts started since the platform did
 * @param underWay calls ringing, waiting or talking now
 * @param talking conversations now
 */
public record PlatformCounts(long attempts, int underWay, int talking) {}
