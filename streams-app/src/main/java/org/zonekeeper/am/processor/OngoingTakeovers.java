package org.zonekeeper.am.processor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The zones that one Agent Manager is taking over after an outage. What can wait in a zone that
 * works again waits for them: their agents have nothing at all. Safe on any thread.
 */
public final class OngoingTakeovers {
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  void begun(String zone) {
    underWay.add(zone);
  }

  /** The zone is available, or its task is gone. */
  void over(String zone) {
    underWay.remove(zone);
  }

  boolean anyUnderWay() {
    return !underWay.isEmpty();
  }
}
