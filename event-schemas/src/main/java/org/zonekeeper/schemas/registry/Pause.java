package org.zonekeeper.schemas.registry;

import java.time.Duration;

/** Waits between two tries; tests put a recording one in its place. */
@FunctionalInterface
interface Pause {
  void take(Duration duration) throws InterruptedException;
}
