/**
 * Desktop robots: agents and a supervisor who work over the real desktop protocol. {@link
 * org.zonekeeper.simulators.robots.AgentRobot} decides, without sockets and without a clock; {@link
 * org.zonekeeper.simulators.robots.DesktopFleet} runs thousands of them on a few threads.
 */
package org.zonekeeper.simulators.robots;
