package org.zonekeeper.am.assignment;

import java.util.Optional;

/**
 * What the assignor has to know, and to have done, so that zones return to the Agent Managers that
 * they are allocated to (F23). Asked on the thread of the member that leads the group; must not
 * block for long.
 */
public interface FailBack {
  /** The key under which Kafka Streams hands it on to the assignor. */
  String CONFIG = "zonekeeper.homecoming";

  /** The tag by which Kafka tells the assignor which Agent Manager a member is. */
  String TAG = "agent-manager";

  /** Nothing is allocated. */
  FailBack NONE =
      new FailBack() {
        @Override
        public Optional<String> homeOf(int partition) {
          return Optional.empty();
        }

        @Override
        public boolean announced(int partition) {
          return false;
        }

        @Override
        public void announce(int partition, String agentManager) {}
      };

  /** The id of the Agent Manager that the partition's zone is allocated to. */
  Optional<String> homeOf(int partition);

  /** Whether the zone's owner has announced, a moment ago, that it hands the zone over. */
  boolean announced(int partition);

  /** Has the zone's owner announce that it hands the zone over; returns before it has. */
  void announce(int partition, String agentManager);
}
