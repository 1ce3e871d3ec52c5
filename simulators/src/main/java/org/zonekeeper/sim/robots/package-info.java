/**
 * Desktop robots: agents and a supervisor who work over the real desktop protocol. {@link
 * org.zonekeeper.sim.robots.AgentRobot} decides, without sockets and without a clock; {@link
 * org.zonekeeper.sim.robots.DesktopFleet} runs thousands of them on a few threads.
 */
package org.zonekeeper.sim.robots;
