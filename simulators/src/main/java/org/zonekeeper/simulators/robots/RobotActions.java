package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a robot can do to the world. Called under the robot's lock; must not block. */
interface RobotActions {
  void send(ObjectNode frame);

  /** Opens a new connection; {@link AgentRobot#onFrame} or {@link AgentRobot#onLost} follows. */
  void connect();
}
