package org.zonekeeper.simulators.robots;

/** An agent as the desktop protocol knows one. */
public record RobotIdentity(String agent, String extension, String zone) {}
