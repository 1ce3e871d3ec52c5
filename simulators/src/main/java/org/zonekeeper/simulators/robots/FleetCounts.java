package org.zonekeeper.simulators.robots;

/** Robots at a glance: how many are connected, logged on, ready, talking, in wrap-up. */
public record FleetCounts(int connected, int loggedOn, int ready, int talking, int wrappingUp) {}
