package org.zonekeeper.simulators.platform;

/**
 * Who reports a fact.
 *
 * @param platform configured name
 * @param run unique to one start of the platform, so that no id ever comes twice
 */
public record PlatformIdentity(String platform, String run) {}
