package org.zonekeeper.management;

import java.util.Optional;

/**
 * What a service says of its own health, as orchestrators ask for it. Called on any thread, often;
 * answers at once, from memory: none of them may wait for Kafka.
 */
public interface Health {

  /**
   * Why the process is beyond help and has to be started anew; empty while it is not. That Kafka is
   * away is no such reason: it would restart everything at once.
   */
  Optional<String> notAlive();

  /** Why nobody should be sent here, or no other be stopped, for now; empty if all is well. */
  Optional<String> notReady();

  /** Why it cannot be said to have started yet; empty from then on. */
  default Optional<String> notStarted() {
    return notReady();
  }
}
