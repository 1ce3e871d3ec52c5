package org.zonekeeper.am.ownership;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Who is alive in Kafka's eyes. Asked by a zone's task when it judges a change of owner. */
@FunctionalInterface
public interface GroupLiveness {

  /**
   * The client ids of all current members of the Agent Managers' consumer group. Returns at once;
   * the future fails if Kafka does not answer in time.
   */
  CompletableFuture<Set<String>> memberClientIds();
}
